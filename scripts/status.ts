import { z } from "zod"
import { refText } from "@/lib/cluster/kinds"
import type { ParentSummary } from "@/lib/cluster/parent"
import { type InstallStatus, installStatus, installs } from "@/lib/cluster/status"
import { HubError } from "@/lib/error"
import { clusterOf, clusterOptions } from "./cluster-options"
import { command } from "./command"
import { columns, paint, type Terminal } from "./terminal"

export const status = command({
  summary: "Show what is installed in a cluster, or how one install is; exits 1 when it is not healthy",
  words: "[install]",
  options: z.object({
    ...clusterOptions,
    namespace: z.string().optional().describe("namespace (default: monitoring for one install, all for the list)"),
  }),
  examples: ["exporterhub status", "exporterhub status redis-exporter --namespace monitoring --json"],
  async run({ options, words, json, terminal }) {
    const [name, ...more] = words
    if (more.length > 0) throw new HubError("usage", "status takes the name of one install, or none")
    const client = await clusterOf(options)
    if (name === undefined) {
      const list = await installs(client, options.namespace)
      terminal.out(json ? JSON.stringify({ installs: list }, null, 2) : listLines(terminal, list).join("\n"))
      return 0
    }
    const one = await installStatus(client, { name, namespace: options.namespace ?? "monitoring" })
    terminal.out(json ? JSON.stringify(one, null, 2) : statusLines(terminal, one).join("\n"))
    return one.healthy ? 0 : 1
  },
})

function listLines(terminal: Terminal, list: readonly ParentSummary[]): string[] {
  if (list.length === 0) return ["Nothing is installed"]
  const rows = list.map(({ name, namespace, revision, pending, entries, appliedAt }) => [
    namespace,
    name,
    pending === undefined ? `revision ${revision}` : `applying revision ${pending}`,
    appliedAt ?? "",
    entries.join(" "),
  ])
  const [head = "", ...lines] = columns([["NAMESPACE", "INSTALL", "STATE", "APPLIED", "ENTRIES"], ...rows])
  return [paint(terminal, "bold", head), ...lines]
}

const STYLES = { ready: "green", waiting: "yellow", failed: "red", terminating: "yellow", missing: "red" } as const

function statusLines(terminal: Terminal, one: InstallStatus): string[] {
  const word = one.healthy ? paint(terminal, "green", "healthy") : paint(terminal, "red", "not healthy")
  const applied = one.revision === undefined ? "" : `, revision ${one.revision} of ${one.appliedAt}`
  return [
    `${paint(terminal, "bold", `${one.name} in namespace ${one.namespace} of ${one.context}`)}: ${word}${applied}`,
    ...(one.digest === undefined ? [] : [paint(terminal, "dim", one.digest)]),
    ...(one.note === undefined ? [] : [paint(terminal, "yellow", one.note)]),
    ...one.members.map(({ ref, state, reason, message }) => {
      const aside = state === "ready" ? "" : `  ${reason}: ${message}`
      return `  ${paint(terminal, STYLES[state], state.padEnd(11))} ${refText(ref)}${aside}`
    }),
    ...one.kept.map(({ ref, field, manager }) => `  leaves ${field} of ${refText(ref)} to ${manager}`),
    ...(one.history.length > 0 ? [paint(terminal, "bold", "History")] : []),
    ...columns(
      one.history.map(({ revision, appliedAt, cause, entries }) => [
        `  ${revision === one.revision ? "*" : " "} ${revision}`,
        appliedAt,
        cause,
        entries.join(", "),
      ]),
    ),
  ]
}
