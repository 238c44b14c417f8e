import { targets } from "@/lib/bundle/all"
import type { BundleRequest } from "@/lib/bundle/bundle"
import type { Entry } from "@/lib/catalog/entry"

/**
 * Ids of the targets that can give a bundle of this entry. All targets carry rules and dashboards alike; one whose format
 * cannot say what the entry needs refuses the entry as a whole.
 */
export function targetsOf(entry: Entry): readonly string[] {
  const request: BundleRequest = {
    items: [{ entry, values: {} }],
    name: entry.id,
    namespace: "monitoring",
    labels: {},
  }
  return targets.filter((target) => target.refuses?.(request) === undefined).map(({ id }) => id)
}

/** What an entry monitors, as one word: its own statement, its icon, else its id without "-exporter". */
export function softwareOf({ id, icon, software }: Pick<Entry, "id" | "icon" | "software">): string {
  return software ?? icon ?? id.replace(/-exporter$/, "")
}
