import type { Alert, Entry, Recording } from "@/lib/catalog/entry"
import { alertEvidence, type Evidence, isProven, recordingEvidence } from "@/lib/checks/evidence"
import { explain } from "@/lib/promql/explain"
import { parse } from "@/lib/promql/parse"
import { selectors } from "@/lib/promql/selectors"
import type { ApiHub } from "./hub"

interface Proof {
  proven: boolean
  evidence: Evidence
}

const proofs = new WeakMap<Alert | Recording, Proof>()

/** Evidence for a rule, worked out once: lists and single rules ask for it again and again. */
export function proofOf({ mutations }: Pick<ApiHub, "mutations">, entry: Entry, rule: Alert | Recording): Proof {
  const known = proofs.get(rule)
  if (known) return known
  const own = mutations.get(entry.id)
  const evidence = "alert" in rule ? alertEvidence(entry, rule, own) : recordingEvidence(entry, rule, own)
  const proof = { proven: isProven(evidence), evidence }
  proofs.set(rule, proof)
  return proof
}

/** What an expression says in words, and the metrics that it reads; both empty when it cannot be read. */
export function expressionFacts(expr: string): { metrics: string[]; explanation: string } {
  const parsed = parse(expr)
  if (!parsed.ok) return { metrics: [], explanation: "" }
  const metrics = new Set(selectors(parsed.expr).flatMap(({ metric }) => metric ?? []))
  return { metrics: [...metrics], explanation: explain(parsed.expr).text }
}
