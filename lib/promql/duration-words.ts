/** "1 minute", "2 hours": what the units of a duration are called, longest first. */
const UNITS: readonly (readonly [string, number])[] = [
  ["year", 31_536_000_000],
  ["week", 604_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
  ["millisecond", 1],
]

/** A duration (ms, not negative) in words: "1 hour and 30 minutes". */
export function durationWords(ms: number): string {
  const amounts: string[] = []
  let rest = ms
  for (const [unit, size] of UNITS) {
    // 90 days are not 12 weeks and 6 days to a reader
    if ((unit === "week" || unit === "year") && rest % size !== 0) continue
    const amount = Math.floor(rest / size)
    if (amount > 0) amounts.push(`${amount} ${unit}${amount === 1 ? "" : "s"}`)
    rest -= amount * size
  }
  if (amounts.length === 0) return `${ms / 1000} seconds`
  return amounts.length === 1 ? amounts.join() : `${amounts.slice(0, -1).join(", ")} and ${amounts.at(-1)}`
}
