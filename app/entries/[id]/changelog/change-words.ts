import { plural } from "@/app/components/format"
import type { PartChange } from "@/lib/catalog/rule-changes"

const NOUNS: Record<PartChange["part"], [string, string]> = {
  version: ["version", "versions"],
  alert: ["alert", "alerts"],
  recording: ["recording rule", "recording rules"],
  dashboard: ["dashboard", "dashboards"],
  panel: ["panel", "panels"],
  parameter: ["parameter", "parameters"],
  capture: ["capture", "captures"],
  runbook: ["runbook", "runbooks"],
  tests: ["file of unit tests", "files of unit tests"],
  entry: ["entry.yaml", "entry.yaml"],
  readme: ["README", "README"],
}

/** What a commit did, by kind: "2 alerts added", "README changed". What users notice most comes first. */
export function changeWords(changes: readonly PartChange[]): string[] {
  const parts = Object.keys(NOUNS) as PartChange["part"][]
  return parts.flatMap((part) =>
    (["added", "changed", "removed"] as const).flatMap((change) => {
      const found = changes.filter((one) => one.part === part && one.change === change).length
      const [one, many] = NOUNS[part]
      if (found === 0) return []
      return [part === "entry" || part === "readme" ? `${one} ${change}` : `${plural(found, one, many)} ${change}`]
    }),
  )
}

/** Changes that are worth a line of their own: not those whose file's name says it all. */
export function namedChanges(changes: readonly PartChange[]): PartChange[] {
  const named = ["version", "alert", "recording", "dashboard", "panel", "parameter", "entry"]
  return changes.filter(({ part }) => named.includes(part))
}

/** "alert", "recording rule": the kind of one part. */
export function partWord(part: PartChange["part"]): string {
  return NOUNS[part][0]
}
