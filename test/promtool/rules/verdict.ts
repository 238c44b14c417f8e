import type { Problem } from "@/lib/problem"
import type { Profile } from "@/lib/promql/profile"
import { readDocuments } from "@/lib/rules/documents"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"

/** Every error that we find in a rule file for Prometheus. */
export function ourErrors(content: string | Uint8Array, profile: Profile): Problem[] {
  const { documents, problems } = readDocuments("rules.yaml", content, { as: "rule-file" })
  return [...problems, ...documents.flatMap((document) => parseRuleFile(document, { profile }).problems)].filter(
    ({ severity }) => severity === "error",
  )
}
