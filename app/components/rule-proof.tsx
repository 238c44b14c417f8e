import { catalog } from "@/app/server"
import type { Alert, Entry, Recording } from "@/lib/catalog/entry"
import { alertEvidence, recordingEvidence } from "@/lib/checks/evidence"
import { ProofList } from "./proof-list"

/** What has been shown of one rule of an entry. */
export async function RuleProof({ entry, rule }: { entry: Entry; rule: Alert | Recording }) {
  const mutations = (await catalog()).mutations.get(entry.id)
  const evidence = "alert" in rule ? alertEvidence(entry, rule, mutations) : recordingEvidence(entry, rule, mutations)
  return <ProofList evidence={evidence} />
}
