import { z } from "zod"
import { type DriftChange, type DriftItem, type DriftReport, driftOf } from "@/lib/cluster/drift"
import { refText } from "@/lib/cluster/kinds"
import { HubError } from "@/lib/error"
import { clusterOf, clusterOptions } from "./cluster-options"
import { command } from "./command"
import { paint, type Terminal } from "./terminal"

export const drift = command({
  summary: "Show what someone changed in the cluster since an install was applied; exits 1 when there is something",
  words: "<install>",
  options: z.object({
    ...clusterOptions,
    namespace: z.string().default("monitoring").describe("namespace of the install"),
  }),
  examples: ["exporterhub drift redis-exporter --namespace monitoring --json"],
  async run({ options, words, json, terminal }) {
    const [name = "", ...more] = words
    if (more.length > 0) throw new HubError("usage", "drift takes the name of one install")
    const report = await driftOf(await clusterOf(options), { name, namespace: options.namespace })
    terminal.out(json ? JSON.stringify(report, null, 2) : driftLines(terminal, report).join("\n"))
    return report.drifted ? 1 : 0
  },
})

function driftLines(terminal: Terminal, report: DriftReport): string[] {
  const { name, namespace, context, revision, appliedAt, items, drifted, hint } = report
  const since = revision === undefined ? "nothing was applied completely" : `revision ${revision} of ${appliedAt}`
  const word = drifted ? paint(terminal, "red", "drifted") : paint(terminal, "green", "as it was applied")
  return [
    `${paint(terminal, "bold", `${name} in namespace ${namespace} of ${context}`)}: ${word} (${since})`,
    ...items.filter(({ state }) => state !== "same").flatMap((item) => itemLines(terminal, item)),
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ]
}

function itemLines(terminal: Terminal, { ref, state, changes, message }: DriftItem): string[] {
  const aside = message === undefined ? "" : `: ${message}`
  return [
    `  ${paint(terminal, "yellow", state)} ${refText(ref)}${aside}`,
    ...changes.map((change) => `    ${changeText(change)}`),
  ]
}

function changeText({ path, applied, live, manager, at }: DriftChange): string {
  const who = manager === undefined ? "by someone who left no name on it" : `by ${manager}${at ? ` at ${at}` : ""}`
  return `${path}: applied ${short(applied)}, now ${short(live)}, ${who}`
}

const WIDTH = 80

function short(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value)
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text
}
