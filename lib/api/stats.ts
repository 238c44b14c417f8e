import type { z } from "zod"
import type { DocumentType, SearchDocument } from "@/lib/search/engine"
import type { ApiHub } from "./hub"
import type * as schemas from "./schemas/catalog"

type Hub = Pick<ApiHub, "entries" | "cards" | "documents" | "mutations">

/**
 * The catalog in numbers, the same as those of the site's page: summed up from what was worked out of each entry when it
 * was read, as working out all evidence again would take a minute for a thousand entries.
 */
export function statsView({ entries, cards, documents, mutations }: Hub): z.infer<typeof schemas.Stats> {
  const found = documents()
  const sum = (of: (card: (typeof cards)[number]) => number): number => cards.reduce((all, card) => all + of(card), 0)
  const tried = [...mutations.values()].flatMap((own) => [...own.values()])
  const versions = entries.flatMap((entry) => entry.versions)
  const days = cards.map(({ captured }) => captured).filter(Boolean)
  const [first] = days.toSorted()
  const last = days.toSorted().at(-1)
  return {
    entries: entries.length,
    versions: versions.length,
    alerts: share(found, "alert"),
    recordings: share(found, "recording"),
    panels: share(found, "panel"),
    dashboards: sum(({ dashboards }) => dashboards),
    runbooks: sum(({ runbooks }) => runbooks),
    metrics: sum(({ metrics }) => metrics),
    captures: versions.reduce((all, { states }) => all + 1 + states.length, 0),
    tests: { firing: sum(({ firing }) => firing), silent: sum(({ silent }) => silent) },
    mutation: {
      mutants: tried.reduce((all, { mutants }) => all + mutants, 0),
      killed: tried.reduce((all, { killed }) => all + killed, 0),
    },
    severities: tally(found.flatMap(({ type, severity }) => (type === "alert" ? [severity] : []))),
    categories: tally(cards.map(({ category }) => category)),
    verified: first === undefined || last === undefined ? null : { first, last },
  }
}

function share(documents: readonly SearchDocument[], kind: DocumentType): { total: number; proven: number } {
  const own = documents.filter(({ type }) => type === kind)
  return { total: own.length, proven: own.filter(({ proven }) => proven === "proven").length }
}

/** How often each value is there, by value in alphabetical order. */
function tally(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const value of values.toSorted()) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Object.fromEntries(counts)
}
