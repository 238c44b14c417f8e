const DURATION = /^(?=\d)(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/
const UNIT_MS = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1] as const
const UNIT_NAMES = ["y", "w", "d", "h", "m", "s", "ms"] as const

/** Milliseconds in a Prometheus duration such as "1h30m"; undefined when the text is not one. */
export function durationMs(text: string): number | undefined {
  if (text === "0") return 0
  return DURATION.exec(text)
    ?.slice(1)
    .reduce((sum, amount, i) => sum + Number(amount ?? 0) * (UNIT_MS[i] ?? 0), 0)
}

/** The shortest Prometheus duration of so many milliseconds: 90000 is "1m30s". Weeks and years only where they come out even. */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0s"
  let rest = ms
  let text = ""
  UNIT_MS.forEach((unit, i) => {
    if (unit >= 604_800_000 && rest % unit !== 0) return
    const amount = Math.floor(rest / unit)
    if (amount > 0) text += `${amount}${UNIT_NAMES[i]}`
    rest -= amount * unit
  })
  return text
}
