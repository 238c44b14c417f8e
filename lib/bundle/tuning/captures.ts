import type { Entry } from "@/lib/catalog/entry"
import { compares } from "@/lib/promql/arithmetic"
import type { Expr } from "@/lib/promql/ast"
import { parse } from "@/lib/promql/parse"
import { type CaptureValue, captureValue } from "./capture-value"
import type { ThresholdChoice } from "./thresholds"

/** What one recorded state of the newest version shows of the values that a threshold is compared with. */
export interface StateValues {
  /** The name of the state; "normal" for the capture of the software as it should be. */
  state: string
  value: CaptureValue
}

/** What every capture of the newest version says about what a threshold is compared with, the normal state first. */
export function captureValues(entry: Entry, { compared }: ThresholdChoice): readonly StateValues[] {
  const [version] = entry.versions
  if (!version) return []
  const recordings = new Map(
    entry.recordings.flatMap(({ record, expr }): [string, Expr][] => {
      const parsed = parse(expr)
      return parsed.ok ? [[record, parsed.expr]] : []
    }),
  )
  const named = new Map(version.states.map(({ name, capture }) => [`${entry.id}/${capture}`, name]))
  return version.captures.map((capture) => ({
    state: named.get(capture.file) ?? "normal",
    value: captureValue(compared, capture, recordings),
  }))
}

/** How many series of a state meet a comparison with another number. */
export function meeting({ value }: StateValues, { found }: ThresholdChoice, threshold: number): number {
  return value.known ? value.series.filter((one) => compares(found.op, one.value, threshold)).length : 0
}
