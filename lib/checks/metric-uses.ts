import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import type { RuleSeverity } from "@/lib/catalog/rule-file"
import { parse } from "@/lib/promql/parse"
import { selectors } from "@/lib/promql/selectors"
import { fromVariable, withoutVariables } from "./variables"

/** What uses a metric. */
export type User =
  | { kind: "alert"; name: string; severity: RuleSeverity }
  | { kind: "recording"; name: string }
  | { kind: "panel"; name: string; dashboard: Pick<Dashboard, "id" | "title">; slug: string }

/** One use of a metric somewhere in the catalog. */
export interface MetricUse {
  entry: Pick<Entry, "id" | "title">
  user: User
  /** The recording rule through which it is used; absent where the expression names the metric itself. */
  via?: string
}

/** A use under the name of the sample. */
export type NamedUse = readonly [name: string, use: MetricUse]

/** Uses by the name of the sample as expressions name it: a histogram is used as `x_bucket`, `x_sum` or `x_count`. */
export type MetricUses = ReadonlyMap<string, readonly MetricUse[]>

/** Who uses which metric in these entries: rules and panels, also by way of the recording rules of their own entry. */
export function metricUses(entries: readonly Entry[]): MetricUses {
  return joinedUses(entries.map(entryUses))
}

/** The uses in many entries, each of which has been looked at before. */
export function joinedUses(each: Iterable<readonly NamedUse[]>): MetricUses {
  const uses = new Map<string, MetricUse[]>()
  for (const own of each)
    for (const [name, use] of own) {
      const sofar = uses.get(name)
      if (sofar) sofar.push(use)
      else uses.set(name, [use])
    }
  return uses
}

/** The uses of any of these names, each user once and directly rather than through a recording. */
export function usesOfAny(uses: MetricUses, names: readonly string[]): readonly MetricUse[] {
  const found = new Map<string, MetricUse>()
  for (const use of names.flatMap((name) => uses.get(name) ?? [])) {
    const key = userKey(use)
    if (!found.has(key) || use.via === undefined) found.set(key, use)
  }
  return [...found.values()]
}

/** Equal for the same user. */
export function userKey({ entry, user }: MetricUse): string {
  const place = user.kind === "panel" ? `${user.dashboard.id}/${user.slug}` : user.name
  return `${entry.id} ${user.kind} ${place}`
}

/** The names of the metrics that an expression of an entry asks for, those of its recording rules taken apart as well. */
export function metricsBehind(entry: Entry, names: Iterable<string>): ReadonlySet<string> {
  return new Set(behind(recordedNames(entry), names).keys())
}

/** The uses in one entry. Captures are left alone: those of a whole catalog are large. */
export function entryUses(entry: Entry): readonly NamedUse[] {
  const { id, title } = entry
  const recorded = recordedNames(entry)
  const users: { user: User; names: ReadonlySet<string> }[] = [
    ...entry.alerts.map(({ alert, labels, expr }) => ({
      user: { kind: "alert" as const, name: alert, severity: labels.severity },
      names: namesIn([expr]),
    })),
    ...entry.recordings.map(({ record, expr }) => ({
      user: { kind: "recording" as const, name: record },
      names: namesIn([expr]),
    })),
    ...entry.dashboards.flatMap(panelUsers),
  ]
  const place = { id, title }
  return users.flatMap(({ user, names }) =>
    [...behind(recorded, names)].map(
      ([name, via]): NamedUse => [name, { entry: place, user, ...(via !== undefined && { via }) }],
    ),
  )
}

/** Every name with the recording that leads to it: the names themselves, and what the recordings among them ask for. */
function behind(
  recorded: ReadonlyMap<string, ReadonlySet<string>>,
  names: Iterable<string>,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>()
  const add = (name: string, via: string | undefined): void => {
    if (found.has(name)) return
    found.set(name, via)
    for (const inner of recorded.get(name) ?? []) add(inner, via ?? name)
  }
  const own = [...names]
  for (const name of own) found.set(name, undefined)
  for (const name of own) for (const inner of recorded.get(name) ?? []) add(inner, name)
  return found
}

function recordedNames({ recordings }: Entry): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  for (const { record, expr } of recordings)
    names.set(record, new Set([...(names.get(record) ?? []), ...namesIn([expr])]))
  return names
}

function panelUsers(dashboard: Dashboard): { user: User; names: ReadonlySet<string> }[] {
  const { id, title, rows } = dashboard
  const slugs = panelSlugs(dashboard)
  return rows
    .flatMap(({ panels }) => panels)
    .map((panel, i) => ({
      user: { kind: "panel", name: panel.title, dashboard: { id, title }, slug: slugs[i] ?? "" },
      names: namesIn(panel.queries.map(({ expr }) => withoutVariables(expr))),
    }))
}

function namesIn(exprs: readonly string[]): Set<string> {
  const names = new Set<string>()
  for (const expr of exprs) {
    const parsed = parse(expr)
    if (!parsed.ok) continue
    for (const { metric } of selectors(parsed.expr)) if (metric && !fromVariable(metric)) names.add(metric)
  }
  return names
}
