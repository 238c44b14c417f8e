import type { SearchHit } from "@/lib/search/engine"

/** Hits that follow each other and belong to one entry. */
export interface Run {
  entry: string
  hits: readonly SearchHit[]
}

/** Hits in their order, put together where several of one entry follow each other: the entry is then said once. */
export function runs(hits: readonly SearchHit[]): Run[] {
  const found: { entry: string; hits: SearchHit[] }[] = []
  for (const hit of hits) {
    const last = found.at(-1)
    if (last?.entry === hit.entry) last.hits.push(hit)
    else found.push({ entry: hit.entry, hits: [hit] })
  }
  return found
}
