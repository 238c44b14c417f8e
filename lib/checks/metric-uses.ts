import type { Alert, Dashboard, Entry, Origin } from "@/lib/catalog/entry"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import type { RuleSeverity } from "@/lib/catalog/rule-file"
import { selectors } from "@/lib/promql/selectors"
import { entrySubject } from "./entry-subject"
import { fromVariable } from "./variables"

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

/** Uses by the name of the sample as expressions name it: a histogram is used as `x_bucket`, `x_sum` or `x_count`. */
export type MetricUses = ReadonlyMap<string, readonly MetricUse[]>

const known = new WeakMap<readonly Entry[], MetricUses>()

/** Who uses which metric in these entries: rules and panels, also by way of the recording rules of their own entry. */
export function metricUses(entries: readonly Entry[]): MetricUses {
  const before = known.get(entries)
  if (before) return before
  const uses = new Map<string, MetricUse[]>()
  for (const entry of entries) for (const [name, use] of usesOf(entry)) uses.set(name, [...(uses.get(name) ?? []), use])
  known.set(entries, uses)
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

function usesOf(entry: Entry): [string, MetricUse][] {
  const recorded = recordedNames(entry)
  const subject = entrySubject(entry)
  const users: { user: User; names: ReadonlySet<string> }[] = [
    ...subject.alerts.map(({ name, expression, at }) => ({
      user: { kind: "alert" as const, name, severity: severityAt(entry, at) },
      names: namesOf(expression.result),
    })),
    ...subject.recordings.map(({ name, expression }) => ({
      user: { kind: "recording" as const, name },
      names: namesOf(expression.result),
    })),
    ...panels(entry).map(({ user, path, file }) => ({
      user,
      names: new Set(
        subject.queries
          .filter(({ expression: { at } }) => at.file === file && path.every((step, i) => at.path[i] === step))
          .flatMap(({ expression }) => [...namesOf(expression.result)]),
      ),
    })),
  ]
  return users.flatMap(({ user, names }) =>
    [...behind(recorded, names)].map(([name, via]): [string, MetricUse] => [
      name,
      { entry: { id: entry.id, title: entry.title }, user, ...(via !== undefined && { via }) },
    ]),
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

function recordedNames(entry: Entry): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  for (const { name, expression } of entrySubject(entry).recordings)
    names.set(name, new Set([...(names.get(name) ?? []), ...namesOf(expression.result)]))
  return names
}

function namesOf(result: ReturnType<typeof entrySubject>["alerts"][number]["expression"]["result"]): Set<string> {
  if (!result.ok) return new Set()
  return new Set(selectors(result.expr).flatMap(({ metric }) => (metric && !fromVariable(metric) ? [metric] : [])))
}

function severityAt(entry: Entry, { file, path }: Origin): RuleSeverity {
  const isHere = ({ origin }: Alert): boolean => origin.file === file && origin.path.join() === path.join()
  return entry.alerts.find(isHere)?.labels.severity ?? "warning"
}

function panels({ dashboards }: Entry): { user: User; file: string; path: Origin["path"] }[] {
  return dashboards.flatMap((dashboard) => {
    const slugs = panelSlugs(dashboard)
    const { id, title, file, rows } = dashboard
    return rows
      .flatMap((row, r) => row.panels.map((panel, p) => ({ panel, path: ["rows", r, "panels", p] })))
      .map(({ panel, path }, i) => {
        const slug = slugs[i] ?? ""
        return { user: { kind: "panel", name: panel.title, dashboard: { id, title }, slug }, file, path }
      })
  })
}
