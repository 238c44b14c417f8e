import type { z } from "zod"
import type { Evidence } from "@/lib/api/schemas/evidence"
import { list, plain } from "./text"

/** What has been shown of a rule or panel, as a list. */
export function evidenceList(proven: boolean, evidence: z.infer<typeof Evidence>): string {
  const { loads, metrics, labels, tests, runbook, mutation, verified } = evidence
  const unknown = metrics.filter(({ how }) => how === "unknown").map(({ name }) => name)
  return list([
    proven ? "Proven: everything below holds" : "Not proven: not everything below holds",
    loads ? "The expression parses" : "The expression does not parse",
    unknown.length === 0
      ? `Metrics are known: ${metrics.map(({ name, how }) => `${plain(name)} (${how})`).join(", ") || "none"}`
      : `Metrics that are not known: ${plain(unknown.join(", "))}`,
    labels ? "Labels exist on these metrics" : "Some label does not exist on these metrics",
    ...(tests ? [`Unit tests: ${tests.firing} expect it to fire, ${tests.silent} to stay silent`] : []),
    ...(runbook === undefined ? [] : [runbook ? "A runbook exists" : "There is no runbook"]),
    ...(mutation ? [`Mutation testing: ${mutation.killed} of ${mutation.mutants} faults noticed`] : []),
    ...(verified ? [`Checked against version ${plain(verified.version)}, recorded ${plain(verified.captured)}`] : []),
  ])
}
