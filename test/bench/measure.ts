import { performance } from "node:perf_hooks"

/** One way to do the same work. */
export interface Contender {
  name: string
  run(): unknown
  /** How often it runs for one measurement, which is divided by that; once unless told. */
  times?: number
}

/** Milliseconds of one run of a contender: the median, and the fastest. */
export interface Timing {
  name: string
  medianMs: number
  fastestMs: number
}

/**
 * Times all contenders in turn, `rounds` times each after one run to warm up, so that a busy machine slows all of them
 * alike. A contender's promise is waited for.
 */
export async function timed(contenders: readonly Contender[], rounds: number): Promise<readonly Timing[]> {
  const times = contenders.map((): number[] => [])
  for (const { run } of contenders) await run()
  for (let round = 0; round < rounds; round++) {
    for (const [i, { run, times: repeat = 1 }] of contenders.entries()) {
      const start = performance.now()
      for (let time = 0; time < repeat; time++) await run()
      times[i]?.push((performance.now() - start) / repeat)
    }
  }
  return contenders.map(({ name }, i) => {
    const sorted = (times[i] ?? []).toSorted((a, b) => a - b)
    return { name, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, fastestMs: sorted[0] ?? 0 }
  })
}

/** How many times faster `ours` is, by the medians, with the goal beside it where there is one. */
export function ratio(ours: Timing, peer: Timing, goal?: number): string {
  const times = peer.medianMs / ours.medianMs
  const verdict = goal === undefined ? "" : ` (goal ${goal}): ${times >= goal ? "reached" : "MISSED"}`
  return `${times.toFixed(1)} times as fast as ${peer.name}${verdict}`
}
