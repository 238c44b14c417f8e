/** One sample of a test series: a number, "stale" where the series ends, or undefined where there is no sample. */
export type TestValue = number | "stale" | undefined

/** The samples of a test series, or the place (0-based) and the reason why the text is none that promtool takes. */
export type SeriesValues = { ok: true; values: readonly TestValue[] } | { ok: false; at: number; message: string }

/** More than any test draws or computes with: a year of samples a minute apart. */
const MOST = 600_000

const SPACE = /[ \t\r\n]+/y
// In test series "0x10" is a 0 that is repeated: hexadecimal numbers do not exist in them.
const NUMBER = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`
const END = String.raw`(?=[ \t\r\n]|$)`
const GAP = new RegExp(String.raw`_(?:x(\d+))?${END}`, "y")
const STALE = new RegExp(`stale${END}`, "y")
// A word cannot be repeated: the "x" would belong to it.
const WORD = new RegExp(`([+-]?)(inf|nan)${END}`, "iy")
const RUN = new RegExp(String.raw`([+-]?${NUMBER})(?:([+-]${NUMBER})?x(\d+))?${END}`, "y")

/**
 * The samples that promtool makes of the `values` of a test series, one for each step of the test's `interval`: `5`, `_` and
 * `stale`; `1x3` is four samples, `0+10x3` counts up from 0 in three steps, `_x3` leaves out three. Native histograms are
 * refused. Source: Prometheus documentation, "Unit testing for rules"; its parser reads the same in promql/parser/lex.go.
 */
export function seriesValues(text: string): SeriesValues {
  const values: TestValue[] = []
  let at = matchAt(SPACE, text, 0)?.[0].length ?? 0
  while (at < text.length) {
    const found = itemAt(text, at)
    if (!found) return { ok: false, at, message: messageFor(text.slice(at)) }
    if (values.length + found.count > MOST) return { ok: false, at, message: `more than ${MOST} samples` }
    for (let i = 0; i < found.count; i++) values.push(found.sample(i))
    at += found.length
    at += matchAt(SPACE, text, at)?.[0].length ?? 0
  }
  return { ok: true, values }
}

interface Item {
  length: number
  count: number
  /** The sample after `i` steps. */
  sample: (i: number) => TestValue
}

function itemAt(text: string, at: number): Item | undefined {
  const gap = matchAt(GAP, text, at)
  if (gap) return { length: gap[0].length, count: Number(gap[1] ?? 1), sample: () => undefined }
  const stale = matchAt(STALE, text, at)
  if (stale) return { length: stale[0].length, count: 1, sample: () => "stale" }
  const word = matchAt(WORD, text, at)
  if (word) return { length: word[0].length, count: 1, sample: () => wordValue(word[1], word[2]) }
  const run = matchAt(RUN, text, at)
  if (!run) return undefined
  const [whole, first = "", step, times] = run
  return { length: whole.length, count: 1 + Number(times ?? 0), sample: counter(Number(first), Number(step ?? 0)) }
}

/** Sums step by step as promtool does, so that rounding is the same. */
function counter(first: number, step: number): (i: number) => number {
  let value = first
  return (i) => {
    if (i > 0) value += step
    return value
  }
}

function wordValue(sign: string | undefined, word: string | undefined): number {
  const value = /^inf$/i.test(word ?? "") ? Number.POSITIVE_INFINITY : Number.NaN
  return sign === "-" ? -value : value
}

function messageFor(rest: string): string {
  const word = /^\S+/.exec(rest)?.[0] ?? ""
  return word.startsWith("{{") ? "native histograms are not drawn" : `"${word.slice(0, 40)}" is no value`
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
