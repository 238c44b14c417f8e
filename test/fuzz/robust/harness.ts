import { seededRandom } from "../../promtool/promql/mutate"
import { Inputs, shapes } from "./inputs"
import type { Target } from "./targets"

/** Something that a reader must not do with an input. */
export interface Finding {
  target: string
  kind: string
  what: string
  /** The input, cut to its first 300 characters. */
  text: string
  length: number
}

/** A reader may take this much time of the processor: a fixed part, and a part that grows with the input. */
const [FIXED_MS, MS_PER_CHARACTER] = [250, 0.004]
/** Four times the input may take up to this many times as long (4 would be linear), once it takes long enough to measure. */
const [GROWTH, MEASURABLE_MS] = [9, 80]
const ATTEMPTS = 3
/** After an input that took longer, no longer one of its shape is tried. */
const PATIENCE_MS = 2_000

/** `count` small inputs for one target. */
export function fuzz(target: Target, count: number, seed: number): readonly Finding[] {
  const inputs = new Inputs(seededRandom(seed), target.seeds, target.pieces)
  const findings: Finding[] = []
  for (let i = 0; i < count && findings.length < 20; i++) {
    const { kind, text } = inputs.next()
    const { what } = attempt(target, text)
    if (what !== undefined) findings.push(finding(target, kind, what, text))
  }
  return findings
}

/** Every hostile shape (or every so many-th) at growing lengths, each four times the one before. */
export function grow(
  target: Target,
  from: number,
  to: number,
  every = 1,
): { inputs: number; findings: readonly Finding[] } {
  const findings: Finding[] = []
  let inputs = 0
  for (const { name, make } of shapes(target.pieces).filter((_, i) => i % every === 0)) {
    let before = Number.POSITIVE_INFINITY
    for (let length = from; length <= to; length *= 4) {
      const text = make(length)
      inputs++
      const { what, ms } = attempt(target, text)
      const times = ms / Math.max(before, MEASURABLE_MS / GROWTH)
      const slow = ms > MEASURABLE_MS && times > GROWTH
      const growth = slow ? `${times.toFixed(1)} times as long for 4 times the text: ${ms.toFixed(0)} ms` : undefined
      const fault = what ?? growth
      if (fault !== undefined) findings.push(finding(target, name, fault, text))
      if (fault !== undefined || ms > PATIENCE_MS) break
      before = ms
    }
  }
  return { inputs, findings }
}

function finding(target: Target, kind: string, what: string, text: string): Finding {
  return { target: target.name, kind, what, text: text.slice(0, 300), length: text.length }
}

/** Milliseconds of processor time that this process has used: what others do on the machine does not count. */
function used(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** Runs a target on one text; where it is slow, the fastest of some attempts counts: the first may wait for the compiler. */
function attempt(target: Target, text: string): { what?: string; ms: number } {
  const limit = FIXED_MS + text.length * MS_PER_CHARACTER
  let ms = Number.POSITIVE_INFINITY
  for (let i = 0; i < ATTEMPTS; i++) {
    const start = used()
    try {
      target.run(text)
    } catch (error) {
      return { what: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error), ms: 0 }
    }
    ms = Math.min(ms, used() - start)
    if (ms < MEASURABLE_MS / 4) break
    if (ms > 20 * limit) break
  }
  return ms > limit ? { what: `took ${ms.toFixed(0)} ms, at most ${limit.toFixed(0)} are allowed`, ms } : { ms }
}
