import type { Matcher, VectorSelector } from "@/lib/promql/ast"
import { regexMatches } from "@/lib/promql/regex"
import { metricName } from "@/lib/promql/selectors"
import { CannotTell, keyOf, type Labels } from "./vector"

/** A series over time: `values[i]` was seen at `times[i]` (ms, ascending); undefined says that the series ended there. */
export interface Series {
  labels: Labels
  times: number[]
  values: (number | undefined)[]
}

/** The samples of one series inside of a window, without the marks of its ends. */
export interface Window {
  labels: Labels
  times: readonly number[]
  values: readonly number[]
}

/**
 * Whether windows hold the sample that lies exactly at their beginning: they do in Prometheus 2 and do not in 3. Source:
 * Prometheus 3.0 migration guide, "Range selectors and lookback".
 */
export type Dialect = "2" | "3"

/** A series counts for so long after its last sample: the server's default. Milliseconds. */
const LOOKBACK = 300_000

/** The series that expressions are evaluated on, by the names of their metrics. */
export class Store {
  private readonly byName = new Map<string, Map<string, Series>>()
  private readonly selected = new WeakMap<VectorSelector, { known: number; series: readonly Series[] }>()

  constructor(readonly dialect: Dialect) {}

  /** Adds a sample; those of one series must come in the order of time. */
  add(name: string, labels: Labels, time: number, value: number | undefined): void {
    const ofName = this.byName.get(name) ?? new Map<string, Series>()
    this.byName.set(name, ofName)
    const key = keyOf(labels)
    const series = ofName.get(key) ?? { labels, times: [], values: [] }
    ofName.set(key, series)
    series.times.push(time)
    series.values.push(value)
  }

  /** The newest sample at `time` (ms) of every selected series that has one; `at` is when that was taken. */
  instant(selector: VectorSelector, time: number): { labels: Labels; value: number; at: number }[] {
    const oldest = time - LOOKBACK
    return this.select(selector).flatMap(({ labels, times, values }) => {
      const i = lastUpTo(times, time)
      const [at, value] = [times[i], values[i]]
      if (at === undefined || value === undefined || !this.isInside(at, oldest)) return []
      return [{ labels, value, at }]
    })
  }

  /** The samples from `start` to `end` (ms) of every selected series that has any. */
  windows(selector: VectorSelector, start: number, end: number): Window[] {
    return this.select(selector).flatMap(({ labels, times, values }) => {
      const last = lastUpTo(times, end)
      // The times are whole milliseconds: a window with its beginning is one that begins a millisecond earlier.
      const first = lastUpTo(times, this.dialect === "2" ? start - 1 : start) + 1
      const window: { labels: Labels; times: number[]; values: number[] } = { labels, times: [], values: [] }
      for (let i = first; i <= last; i++) {
        const value = values[i]
        if (value === undefined) continue
        window.times.push(times[i] ?? 0)
        window.values.push(value)
      }
      return window.times.length > 0 ? [window] : []
    })
  }

  private isInside(time: number, start: number): boolean {
    return this.dialect === "2" ? time >= start : time > start
  }

  private select(selector: VectorSelector): readonly Series[] {
    const name = metricName(selector)
    if (name === undefined) throw new CannotTell("it names no metric")
    if (/^ALERTS(_FOR_STATE)?$/.test(name)) throw new CannotTell(`it depends on ${name}`)
    const all = this.byName.get(name) ?? new Map<string, Series>()
    const before = this.selected.get(selector)
    if (before?.known === all.size) return before.series
    const conditions = selector.matchers.filter(({ label }) => label.name !== "__name__")
    const series = [...all.values()].filter(({ labels }) => conditions.every((one) => holds(one, labels)))
    this.selected.set(selector, { known: all.size, series })
    return series
  }
}

function holds({ label, op, value }: Matcher, labels: Labels): boolean {
  const own = labels[label.name] ?? ""
  if (op === "=" || op === "!=") return (own === value.text) === (op === "=")
  return regexMatches(value.text, own) === (op === "=~")
}

/** Place of the last time that is not after `time`; -1 when all are. */
function lastUpTo(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
