import type { z } from "zod"
import { isProven, panelEvidence } from "@/lib/checks/evidence"
import { countsOf } from "./entry-views"
import type { ApiHub } from "./hub"
import { proofOf } from "./rule-facts"
import type * as schemas from "./schemas/catalog"

/** The catalog in numbers. */
export function statsView(hub: Pick<ApiHub, "entries" | "mutations">): z.infer<typeof schemas.Stats> {
  const { entries, mutations } = hub
  const counts = entries.map(countsOf).reduce(added, EMPTY)
  const rules = entries.flatMap((entry) => [...entry.alerts, ...entry.recordings].map((rule) => ({ entry, rule })))
  const proven = rules.filter(({ entry, rule }) => proofOf(hub, entry, rule).proven)
  const panels = entries.flatMap((entry) => entry.dashboards.flatMap((dashboard) => panelEvidence(entry, dashboard)))
  const tried = [...mutations.values()].flatMap((own) => [...own.values()])
  const dates = entries
    .flatMap(({ versions }) => versions.flatMap(({ captures }) => captures.map((one) => one.provenance.captured)))
    .sort()
  const [first] = dates
  const last = dates.at(-1)
  return {
    entries: entries.length,
    counts,
    proven: {
      alerts: { total: counts.alerts, proven: proven.filter(({ rule }) => "alert" in rule).length },
      recordings: { total: counts.recordings, proven: proven.filter(({ rule }) => "record" in rule).length },
      panels: { total: panels.length, proven: panels.filter(({ evidence }) => isProven(evidence)).length },
    },
    mutation: {
      mutants: tried.reduce((sum, { mutants }) => sum + mutants, 0),
      killed: tried.reduce((sum, { killed }) => sum + killed, 0),
    },
    severities: tally(entries.flatMap(({ alerts }) => alerts.map(({ labels }) => labels.severity))),
    categories: tally(entries.map(({ category }) => category)),
    captured: first === undefined || last === undefined ? null : { first, last },
  }
}

type Counts = ReturnType<typeof countsOf>

const EMPTY: Counts = {
  alerts: 0,
  recordings: 0,
  dashboards: 0,
  panels: 0,
  metrics: 0,
  runbooks: 0,
  tests: 0,
  captures: 0,
}

function added(one: Counts, other: Counts): Counts {
  return {
    alerts: one.alerts + other.alerts,
    recordings: one.recordings + other.recordings,
    dashboards: one.dashboards + other.dashboards,
    panels: one.panels + other.panels,
    metrics: one.metrics + other.metrics,
    runbooks: one.runbooks + other.runbooks,
    tests: one.tests + other.tests,
    captures: one.captures + other.captures,
  }
}

/** How often each value is there, by value in alphabetical order. */
function tally(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const value of [...values].sort()) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Object.fromEntries(counts)
}
