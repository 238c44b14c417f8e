import type { z } from "zod"
import { catalogStats } from "@/lib/stats/catalog-stats"
import type { Share } from "@/lib/stats/entry-stats"
import type { ApiHub } from "./hub"
import type * as schemas from "./schemas/catalog"

/** The catalog in numbers: those of the site's page, without what depends on the present time. */
export function statsView({
  entries,
  mutations,
}: Pick<ApiHub, "entries" | "mutations">): z.infer<typeof schemas.Stats> {
  const stats = catalogStats(entries, mutations, 0)
  const days = stats.verified.map(({ captured }) => captured)
  const [last] = days
  const first = days.at(-1)
  return {
    entries: stats.entries,
    versions: stats.versions,
    alerts: share(stats.alerts),
    recordings: share(stats.recordings),
    panels: share(stats.panels),
    dashboards: stats.dashboards,
    runbooks: stats.runbooks,
    metrics: stats.metrics,
    captures: stats.captures,
    series: stats.series,
    tests: stats.tests,
    mutation: { mutants: stats.mutants?.all ?? 0, killed: stats.mutants?.some ?? 0 },
    severities: stats.severities,
    categories: Object.fromEntries(stats.categories.map(({ category, entries: count }) => [category, count])),
    verified: first === undefined || last === undefined ? null : { first, last },
  }
}

function share({ some, all }: Share): { total: number; proven: number } {
  return { total: all, proven: some }
}
