/** Values over time: `values[i]` holds from `i * stepMs` on; undefined is a gap. */
export interface Steps {
  stepMs: number
  values: readonly (number | undefined)[]
}

/** The box that a path is drawn into, from 0 to these, y downwards, and what its edges stand for. */
export interface Box {
  width: number
  height: number
  /** The time at the right edge. Milliseconds. */
  endMs: number
  low: number
  high: number
}

/** So many steps can still be told apart; more of them are drawn as a line through their corners. */
const MOST_STEPS = 240

/** An SVG path through values over time: in steps where there are few, with breaks at gaps. Infinite values are at the edges. */
export function stepPath({ stepMs, values }: Steps, box: Box): string {
  const shown = values.slice(0, Math.floor(box.endMs / stepMs) + 1)
  const inSteps = shown.length <= MOST_STEPS
  const x = (i: number): number => rounded(box.endMs === 0 ? 0 : (i * stepMs * box.width) / box.endMs)
  const y = (value: number): number => rounded(height(value, box))
  return runs(shown)
    .map(({ start, values: run }) => {
      const first = `M${x(start)} ${y(run[0] ?? 0)}`
      if (inSteps) return first + stepsOf(run, start, x, y, x(Math.min(start + run.length, shown.length - 1)))
      return (
        first +
        corners(run)
          .map((i) => `L${x(start + i)} ${y(run[i] ?? 0)}`)
          .join("")
      )
    })
    .join("")
}

/** Where a value lies between the edges of a box. */
export function height(value: number, { low, high, height: full }: Box): number {
  if (Number.isNaN(value)) return full
  if (high === low) return full / 2
  return full * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low))
}

function stepsOf(
  run: readonly number[],
  start: number,
  x: (i: number) => number,
  y: (value: number) => number,
  end: number,
): string {
  const changes = run.flatMap((value, i) => (i > 0 && value !== run[i - 1] ? [`H${x(start + i)}V${y(value)}`] : []))
  return `${changes.join("")}H${end}`
}

/** Stretches without gaps. */
function runs(values: readonly (number | undefined)[]): { start: number; values: number[] }[] {
  const found: { start: number; values: number[] }[] = []
  let before: number | undefined
  for (const [i, value] of [...values].entries()) {
    if (value !== undefined && before === undefined) found.push({ start: i, values: [value] })
    else if (value !== undefined) found.at(-1)?.values.push(value)
    before = value
  }
  return found
}

/** The places where a line changes its slope, and its end. */
function corners(run: readonly number[]): number[] {
  const steep = run.slice(1).map((value, i) => value - (run[i] ?? 0))
  const tolerance = 1e-9 * Math.max(...steep.map(Math.abs), 0)
  const bends = steep.flatMap((slope, i) => (i > 0 && Math.abs(slope - (steep[i - 1] ?? 0)) > tolerance ? [i] : []))
  return run.length > 1 ? [...bends, run.length - 1] : []
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
