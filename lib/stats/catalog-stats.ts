import type { RuleSeverity } from "@/lib/catalog/rule-file"
import type { MutationEvidence } from "@/lib/checks/mutation-evidence"
import type { EntryCard } from "./entry-card"
import { type EntryStats, type Share, sum, sumShares } from "./entry-stats"

/** An entry with the day on which its newest version was recorded last. */
export interface VerifiedEntry {
  id: string
  title: string
  version: string
  /** ISO 8601. */
  captured: string
}

/** One column of a distribution. */
export interface Bar {
  name: string
  count: number
}

/** The whole catalog in numbers. */
export interface CatalogStats extends Omit<EntryStats, "severities" | "mutants"> {
  entries: number
  versions: number
  /** Of the entries that mutation testing was run on; `entries` says how many these are. */
  mutants: (Share & { entries: number }) | undefined
  severities: Record<RuleSeverity, number>
  categories: { category: string; entries: number; alerts: number }[]
  /** All captures by how long before `now` they were recorded. */
  ages: Bar[]
  /** Latest first. */
  verified: VerifiedEntry[]
}

const DAY_MS = 86_400_000
const AGES: readonly (readonly [string, number])[] = [
  ["up to a week", 7],
  ["up to a month", 31],
  ["up to three months", 92],
  ["up to a year", 366],
  ["older", Number.POSITIVE_INFINITY],
]

/** Sums up the entries of the catalog; `now` is in milliseconds since 1970, and `mutations` by entry id. */
export function catalogStats(
  entries: readonly EntryCard[],
  mutations: ReadonlyMap<string, ReadonlyMap<string, MutationEvidence>>,
  now: number,
): CatalogStats {
  const all = entries.map(({ stats }) => stats)
  const total = (of: (stats: EntryStats) => number): number => sum(all.map(of))
  const share = (of: (stats: EntryStats) => Share): Share => sumShares(all.map(of))
  const tried = entries.flatMap(({ id }) => mutants(mutations.get(id)))
  return {
    entries: entries.length,
    versions: sum(entries.map(({ versions }) => versions)),
    alerts: share(({ alerts }) => alerts),
    recordings: share(({ recordings }) => recordings),
    panels: share(({ panels }) => panels),
    dashboards: total(({ dashboards }) => dashboards),
    runbooks: total(({ runbooks }) => runbooks),
    proofs: {
      metrics: share(({ proofs }) => proofs.metrics),
      labels: share(({ proofs }) => proofs.labels),
      firing: share(({ proofs }) => proofs.firing),
      silent: share(({ proofs }) => proofs.silent),
      runbook: share(({ proofs }) => proofs.runbook),
    },
    tests: { firing: total(({ tests }) => tests.firing), silent: total(({ tests }) => tests.silent) },
    mutants: tried.length === 0 ? undefined : { ...sumShares(tried), entries: tried.length },
    metrics: total(({ metrics }) => metrics),
    series: total(({ series }) => series),
    captures: total(({ captures }) => captures),
    severities: {
      critical: total(({ severities }) => severities.critical),
      warning: total(({ severities }) => severities.warning),
      info: total(({ severities }) => severities.info),
    },
    categories: categories(entries),
    ages: ages(entries, now),
    verified: entries.flatMap(verified).sort((a, b) => Date.parse(b.captured) - Date.parse(a.captured)),
  }
}

function categories(entries: readonly EntryCard[]): CatalogStats["categories"] {
  const names = [...new Set(entries.map(({ category }) => category))]
  return names
    .map((category) => {
      const own = entries.filter((entry) => entry.category === category)
      return { category, entries: own.length, alerts: sum(own.map(({ alerts }) => alerts)) }
    })
    .sort((a, b) => b.entries - a.entries || b.alerts - a.alerts || (a.category < b.category ? -1 : 1))
}

/** A capture whose date cannot be read counts as old: nothing vouches for it. */
function ages(entries: readonly EntryCard[], now: number): Bar[] {
  const days = entries.flatMap(({ recorded }) => recorded.map((time) => (now - Date.parse(time)) / DAY_MS))
  const bucketOf = (age: number): number => {
    const found = AGES.findIndex(([, limit]) => age <= limit)
    return found === -1 ? AGES.length - 1 : found
  }
  const buckets = days.map(bucketOf)
  return AGES.map(([name], i) => ({ name, count: buckets.filter((bucket) => bucket === i).length }))
}

function verified({ id, title, version, captured }: EntryCard): VerifiedEntry[] {
  return captured === "" ? [] : [{ id, title, version, captured }]
}

function mutants(evidence: ReadonlyMap<string, MutationEvidence> | undefined): Share[] {
  if (!evidence || evidence.size === 0) return []
  const all = [...evidence.values()]
  return [{ some: sum(all.map(({ killed }) => killed)), all: sum(all.map(({ mutants }) => mutants)) }]
}
