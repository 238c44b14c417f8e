import { type CaptureDiff, captureDiff, type MetricChange } from "@/lib/catalog/capture-diff"
import type { CapturedVersion, Entry } from "@/lib/catalog/entry"
import { parse } from "@/lib/promql/parse"
import { changeEffect, type Effect } from "./change-effect"
import { entrySubject } from "./entry-subject"
import { type SelectorContext, selectorContexts } from "./selector-context"
import type { Expression } from "./subject"

/** Something in the entry that a change of the exporter touches. */
export interface TouchedContent extends Effect {
  kind: "alert" | "recording" | "panel" | "variable" | "tests"
  /** Name of the rule, title of the panel, or the file of the unit tests. */
  name: string
  file: string
  /** Set on what uses the metric by way of this recording rule. */
  via?: string
  /** How many series of unit tests. */
  count?: number
}

/** What differs between two versions, and what in the entry each difference touches. */
export interface VersionDiff extends Omit<CaptureDiff, "metrics"> {
  metrics: (MetricChange & { touches: TouchedContent[] })[]
}

/**
 * Compares two versions of an entry and says what of its rules, panels and unit tests each difference touches: `breaks` does
 * not work with the version `to` any more, `needs` works only with it, `affects` is worth a look.
 */
export function versionDiff(entry: Entry, from: CapturedVersion, to: CapturedVersion): VersionDiff {
  const diff = captureDiff(from, to)
  const content = contentOf(entry)
  return { ...diff, metrics: diff.metrics.map((change) => ({ ...change, touches: touchedBy(change, content) })) }
}

interface Content {
  kind: TouchedContent["kind"]
  name: string
  file: string
  selectors: readonly SelectorContext[]
  /** Labels that its texts show. */
  shown: ReadonlySet<string>
}

function touchedBy(change: MetricChange, content: readonly Content[]): TouchedContent[] {
  const direct = content.flatMap((item): TouchedContent[] => {
    const effects = item.selectors.flatMap((selector) => changeEffect(change, selector, item) ?? [])
    const worst = effects.toSorted((a, b) => RANK[a.effect] - RANK[b.effect])[0]
    const { kind, name, file } = item
    if (!worst) return []
    return [{ kind, name, file, ...worst, ...(kind === "tests" ? { count: effects.length } : {}) }]
  })
  // Tests that feed a metric which is gone prove something as long as a rule has a branch for versions that have it.
  const lost = direct.some(({ kind, effect }) => effect === "breaks" && kind !== "tests")
  const touched = lost
    ? direct
    : direct.map((item): TouchedContent => ({ ...item, effect: item.kind === "tests" ? "affects" : item.effect }))
  // Grows while it is walked: a recording rule may be made of another one.
  for (const by of touched) {
    if (by.kind !== "recording") continue
    for (const { kind, name, file, selectors } of content) {
      if (kind === "tests" || !selectors.some(({ metric }) => metric === by.name)) continue
      if (touched.some((known) => known.kind === kind && known.name === name && known.file === file)) continue
      touched.push({ kind, name, file, effect: by.effect, why: by.why, via: by.name })
    }
  }
  return touched.sort((a, b) => RANK[a.effect] - RANK[b.effect])
}

const RANK: Record<Effect["effect"], number> = { breaks: 0, needs: 1, affects: 2 }

const cache = new WeakMap<Entry, readonly Content[]>()

/** Tests feed thousands of series; an entry with many versions is compared many times. */
function contentOf(entry: Entry): readonly Content[] {
  const content = cache.get(entry) ?? readContent(entry)
  cache.set(entry, content)
  return content
}

function readContent(entry: Entry): Content[] {
  const { alerts, recordings, queries } = entrySubject(entry)
  const panels = new Map<string, Content & { selectors: SelectorContext[]; shown: Set<string> }>()
  for (const { expression, legend, panel } of queries) {
    const { file } = expression.at
    const kind = panel ? "panel" : "variable"
    const name = panel?.title ?? expression.text
    const known = panels.get(`${file} ${name}`) ?? { kind, name, file, selectors: [], shown: new Set<string>() }
    known.selectors.push(...contexts(expression))
    for (const label of shownLabels(legend)) known.shown.add(label)
    panels.set(`${file} ${name}`, known)
  }
  return [
    ...alerts.map(({ name, at, expression, annotations }) => ({
      kind: "alert" as const,
      name,
      file: at.file,
      selectors: contexts(expression),
      shown: shownLabels(Object.values(annotations).join(" ")),
    })),
    ...recordings.map(({ name, at, expression }) => ({
      kind: "recording" as const,
      name,
      file: at.file,
      selectors: contexts(expression),
      shown: new Set<string>(),
    })),
    ...panels.values(),
    ...entry.tests.map(({ file, tests }) => ({
      kind: "tests" as const,
      name: file.slice(entry.id.length + 1),
      file,
      selectors: tests.flatMap(({ input_series }) => input_series.flatMap(({ series }) => seriesContext(series))),
      shown: new Set<string>(),
    })),
  ]
}

function contexts({ result }: Expression): SelectorContext[] {
  return result.ok ? selectorContexts(result.expr) : []
}

/** A series of a unit test is written as a selector. */
function seriesContext(series: string): SelectorContext[] {
  const parsed = parse(series)
  return parsed.ok ? selectorContexts(parsed.expr) : []
}

/** Labels in `{{ $labels.name }}` of an annotation or `{{name}}` of a legend. */
function shownLabels(text: string): Set<string> {
  return new Set([...text.matchAll(/\$labels\.(\w+)|\{\{\s*(\w+)\s*\}\}/g)].map(([, a, b]) => a ?? b ?? ""))
}
