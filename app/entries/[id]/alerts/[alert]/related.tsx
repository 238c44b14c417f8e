import { Section } from "@/app/components/section"
import { UsesList } from "@/app/entries/[id]/uses-list"
import { catalog } from "@/app/server"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { type MetricUse, metricUses, usesOfAny } from "@/lib/checks/metric-uses"
import { alertMetrics } from "./metrics"

/** Metrics that are only joined for their labels, or that every entry has an alert on, say nothing about what belongs together. */
const TOO_COMMON = /^up$|_info$/

/** Who else watches the same metrics: other alerts of the whole catalog, and the panels that show them. */
export async function Related({ entry, alert }: { entry: Entry; alert: Alert }) {
  const names = alertMetrics(entry, alert)
  const telling = names.filter((name) => !TOO_COMMON.test(name))
  const uses = usesOfAny(metricUses((await catalog()).entries), telling.length > 0 ? telling : names)
  const others = uses.filter((use) => use.user.kind !== "recording" && !isItself(use, entry, alert))
  if (others.length === 0) return null
  return (
    <Section id="related" title="The same metrics elsewhere" lead="Other alerts on them, and panels that show them.">
      <UsesList entry={entry} uses={others} />
    </Section>
  )
}

function isItself({ entry, user }: MetricUse, { id }: Entry, { alert }: Alert): boolean {
  return user.kind === "alert" && entry.id === id && user.name === alert
}
