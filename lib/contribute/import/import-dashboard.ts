import type { RuleDocument } from "@/lib/rules/document"
import type { Outcome } from "./item"

/** Takes a dashboard of Grafana. The catalog's own model is what people review; until it is one, it is named and left. */
export function importDashboard({ file, title, node, source }: RuleDocument, _to: string): Outcome & { text?: string } {
  const item = { kind: "dashboard" as const, name: title, file, ...source.at(node.start) }
  const message = "Dashboards of Grafana are not taken into the catalog's model"
  return {
    imported: [],
    refused: [{ ...item, reason: "unsupported", message, hint: "exporterhub fmt makes it portable" }],
  }
}
