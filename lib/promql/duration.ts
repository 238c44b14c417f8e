const DURATION = /^(?=\d)(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/
const UNIT_MS = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1] as const

/** Milliseconds in a Prometheus duration such as "1h30m"; undefined when the text is not one. */
export function durationMs(text: string): number | undefined {
  if (text === "0") return 0
  return DURATION.exec(text)
    ?.slice(1)
    .reduce((sum, amount, i) => sum + Number(amount ?? 0) * (UNIT_MS[i] ?? 0), 0)
}
