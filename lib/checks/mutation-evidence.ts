import type { EntryMutation, RuleMutation, Survivor } from "./mutation"

/** What mutation testing has shown of one rule. */
export interface MutationEvidence {
  /** Program and version that judged, such as "promtool 3.5.0". */
  tool: string
  mutants: number
  killed: number
  /** Faults that no unit test would notice. */
  survivors: readonly Pick<Survivor, "description" | "test" | "line">[]
}

/** What a run has shown of each rule, by its kind and name: `alert:RedisDown`, `recording:instance:redis_commands:rate5m`. */
export function mutationEvidence({ tool, rules }: EntryMutation): ReadonlyMap<string, MutationEvidence> {
  const evidence = new Map<string, MutationEvidence>()
  for (const rule of rules) {
    const before = evidence.get(keyOf(rule))
    evidence.set(keyOf(rule), {
      tool,
      mutants: rule.mutants + (before?.mutants ?? 0),
      killed: rule.killed + (before?.killed ?? 0),
      survivors: [
        ...(before?.survivors ?? []),
        ...rule.survivors.map(({ description, test, line }) => ({ description, test, line })),
      ],
    })
  }
  return evidence
}

function keyOf({ kind, name }: RuleMutation): string {
  return `${kind}:${name}`
}
