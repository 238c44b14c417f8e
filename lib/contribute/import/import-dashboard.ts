import { Document } from "yaml"
import { fromGrafana, type GrafanaPart } from "@/lib/dashboards/from-grafana"
import type { RuleDocument } from "@/lib/rules/document"
import { stepInto, type YamlNode } from "@/lib/yaml/nodes"
import { toValue } from "@/lib/yaml/to-value"
import type { Item, Outcome } from "./item"

/** Takes a dashboard of Grafana into the catalog's model; `text` is absent when nothing is left for one. */
export function importDashboard(document: RuleDocument, to: string): Outcome & { text?: string } {
  const { model, taken, left } = fromGrafana(toValue(document.node))
  const none = "None of its panels can be taken"
  const imported = model
    ? taken.map((part) => ({ ...itemOf(document, part), to, changes: part.message === "" ? [] : [part.message] }))
    : []
  const lost = model ? left : [...left, ...taken.map((part) => ({ ...part, message: none }))]
  const refused = lost.map((part) => ({
    ...itemOf(document, part),
    reason: "unsupported" as const,
    message: part.message,
  }))
  if (refused.length + imported.length === 0)
    refused.push({
      ...itemOf(document, { kind: "dashboard", name: document.title, path: [], message: none }),
      reason: "unsupported",
      message: none,
    })
  return { imported, refused, ...(model && { text: new Document(model).toString({ lineWidth: 0 }) }) }
}

function itemOf({ file, node, source }: RuleDocument, { kind, name, path }: GrafanaPart): Item {
  let at: YamlNode = node
  for (const step of path) at = stepInto(at, step)?.value ?? at
  const shown = path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "")
  return { kind, name, file, ...source.at(at.start), ...(shown !== "" && { path: shown }) }
}
