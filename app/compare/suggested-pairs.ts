import type { Entry } from "@/lib/catalog/entry"
import { softwareOf } from "@/lib/search/entry-facts"

/** Two entries that are worth comparing, and why. */
export interface SuggestedPair {
  a: Entry
  b: Entry
  sameSoftware: boolean
}

/** Pairs of exporters of the same software, then of the same category; `of` keeps to those with one entry. */
export function suggestedPairs(
  entries: readonly Entry[],
  { of, limit }: { of?: string | undefined; limit: number },
): SuggestedPair[] {
  const alike = (same: (a: Entry, b: Entry) => boolean, sameSoftware: boolean): SuggestedPair[] =>
    entries.flatMap((a, i) =>
      entries.slice(i + 1).flatMap((b) => {
        if (of !== undefined && a.id !== of && b.id !== of) return []
        return same(a, b)
          ? [a.id === of || of === undefined ? { a, b, sameSoftware } : { a: b, b: a, sameSoftware }]
          : []
      }),
    )
  const isSame = (a: Entry, b: Entry): boolean => softwareOf(a) === softwareOf(b)
  return [...alike(isSame, true), ...alike((a, b) => !isSame(a, b) && a.category === b.category, false)].slice(0, limit)
}
