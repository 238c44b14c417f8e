import { atLeast, type Profile } from "@/lib/promql/profile"

const DURATION = /^(?=\d)(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/
const UNIT_MS = [31_536_000_000n, 604_800_000n, 86_400_000n, 3_600_000n, 60_000n, 1_000n, 1n]
/** 64 bits of nanoseconds: some 292 years. */
const MAX_MS = (2n ** 63n - 1n) / 1_000_000n

/** Prometheus 3 takes any text as a name. */
function allowsAnyName(profile: Profile): boolean {
  return atLeast(profile, "3.0")
}

/** Whether a text is Unicode; only a !!binary value of YAML can be something else. */
export function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** Whether Prometheus takes this for the name of a metric. */
export function isMetricName(name: string, profile: Profile): boolean {
  return allowsAnyName(profile) ? name !== "" && isUnicode(name) : /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)
}

/** Whether Prometheus takes this for the name of a label or annotation. */
export function isLabelName(name: string, profile: Profile): boolean {
  return allowsAnyName(profile) ? name !== "" && isUnicode(name) : /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)
}

/** Why a text is no duration; undefined when it is one. */
export function durationFault(text: string): { message: string; hint: string } | undefined {
  if (text === "0") return undefined
  const parts = DURATION.exec(text)?.slice(1)
  const hint = "Durations look like 30s, 5m or 1h30m: from the largest unit (y, w, d, h, m, s, ms) to the smallest"
  if (!parts) return { message: text === "" ? "The duration is empty" : `"${text}" is not a valid duration`, hint }
  const ms = parts.reduce((sum, amount, i) => sum + BigInt(amount ?? 0) * (UNIT_MS[i] ?? 0n), 0n)
  return ms > MAX_MS
    ? { message: `The duration ${text} is out of range`, hint: "It may be 292 years at most" }
    : undefined
}

/** Whether a duration is one and not zero. */
export function isNonZeroDuration(text: string | undefined): boolean {
  return text !== undefined && durationFault(text) === undefined && /[1-9]/.test(text)
}
