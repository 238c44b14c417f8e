import { count } from "@/app/components/format"
import type { VersionDiff } from "@/lib/checks/diff-impact"

/** A comparison in one line: "10 added, 5 removed, 55 changed" metrics. */
export function diffWords({ metrics }: VersionDiff): string {
  const parts = (["added", "removed", "changed"] as const).flatMap((kind) => {
    const found = metrics.filter((change) => change.kind === kind).length
    return found > 0 ? [`${count(found)} ${kind}`] : []
  })
  return parts.length === 0 ? "no metric changed" : parts.join(", ")
}
