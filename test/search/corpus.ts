import { fileURLToPath } from "node:url"
import { disk } from "@/lib/adapters/disk"
import { loadEntries } from "@/lib/catalog/load-entry"
import { documents } from "@/lib/search/documents"
import type { SearchDocument } from "@/lib/search/engine"

/**
 * The entries that the judgements of queries.yaml were made for. The list stays as it is when the catalog grows: with more
 * entries a query has more right answers, which nobody has judged, and two numbers of different days could not be compared.
 */
export const JUDGED_ENTRIES = [
  "blackbox-exporter",
  "nginx-exporter",
  "node-exporter",
  "postgres-exporter",
  "redis-exporter",
] as const

/** The documents of these entries of our own catalog, or of the whole catalog. A broken entry throws. */
export async function corpus(entries: readonly string[] | "all" = JUDGED_ENTRIES): Promise<SearchDocument[]> {
  const loaded = await loadEntries(
    disk(fileURLToPath(new URL("../../catalog", import.meta.url))),
    entries === "all" ? undefined : entries,
  )
  return documents(
    loaded.map(({ id, entry, problems }) => {
      if (!entry || problems.length > 0) throw new Error(`${id} is broken: ${problems[0]?.message}`)
      return entry
    }),
  )
}
