import { durationMs } from "./duration"
import type { Dialect } from "./profile"

/** A number or duration literal that was read, or what is wrong with it. */
export type ReadNumber =
  | { kind: "number"; value: number }
  | { kind: "duration"; ms: number }
  | { kind: "error"; message: string }

/** Nanoseconds of the longest duration in Go, in milliseconds. */
const MAX_DURATION_MS = 9_223_372_036_854
const LONGEST = /(?:0[xX][\w.]*|(?:\d|\.(?=\d))(?:[eE][+-]|[\w.])*)/y
const DURATION_SHAPE = /[smhdwy]$/
// The digits before and behind a dot are apart: two runs of digits side by side would take time with their square.
const DECIMAL = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const SEPARATED = /^(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/
const HEX = /^0[xX](?:_?[\da-fA-F])+$/
// Prometheus 3 takes an "e" for an exponent where its scanner pauses: after the first digit and after a separator.
const HEX_PAUSE = /^0[xX]_?[\da-fA-F][eE]([_eE]|$)|[\da-fA-F]_[eE]/
const INT64_MAX = 2n ** 63n - 1n

/** The text of the number or duration that starts at `start`, as far as it can reach. */
export function numberText(text: string, start: number): string {
  LONGEST.lastIndex = start
  return LONGEST.exec(text)?.[0] ?? ""
}

const PLAIN_UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** Digits with one unit or none, which is what most literals are; a leading zero may mean an octal number. */
function readPlain(text: string): ReadNumber | undefined {
  if (text.length > 1 && text.startsWith("0")) return undefined
  const unit = PLAIN_UNITS[text.charAt(text.length - 1)]
  let amount = 0
  const digits = unit === undefined ? text.length : text.length - 1
  if (digits === 0 || digits > 9) return undefined
  for (let i = 0; i < digits; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (digit < 0 || digit > 9) return undefined
    amount = amount * 10 + digit
  }
  if (unit === undefined) return { kind: "number", value: amount }
  return amount * unit > MAX_DURATION_MS ? undefined : { kind: "duration", ms: amount * unit }
}

/** Reads a number or duration literal; `next` is the character after it, empty at the end. */
export function readNumber(text: string, { digitSeparators }: Dialect, next: string): ReadNumber {
  const plain = readPlain(text)
  if (plain) return plain
  if (/^0[xX]/.test(text)) return readHex(text, digitSeparators, next)
  if ((digitSeparators ? SEPARATED : DECIMAL).test(text)) {
    const value = decimalValue(text.replaceAll("_", ""))
    return Number.isFinite(value)
      ? { kind: "number", value }
      : { kind: "error", message: `number out of range: ${text}` }
  }
  const ms = durationMs(text)
  if (ms !== undefined)
    return ms > MAX_DURATION_MS ? { kind: "error", message: "duration out of range" } : { kind: "duration", ms }
  if (DURATION_SHAPE.test(text)) return { kind: "error", message: `not a valid duration string: "${text}"` }
  return { kind: "error", message: `bad number or duration syntax: "${text}"` }
}

/** Whether so many seconds fit a duration. */
export function fitsDuration(seconds: number): boolean {
  return !(Math.abs(seconds) * 1000 > MAX_DURATION_MS) // not a number passes, as in promtool
}

function readHex(text: string, digitSeparators: boolean, next: string): ReadNumber {
  const bad: ReadNumber = { kind: "error", message: `bad number or duration syntax: "${text}"` }
  if (!HEX.test(text) || (text.includes("_") && !digitSeparators)) return bad
  const pause = digitSeparators ? HEX_PAUSE.exec(text) : null
  if (pause && (pause[1] !== "" || "+-".includes(next))) return bad
  const value = BigInt(text.replaceAll("_", ""))
  return value > INT64_MAX
    ? { kind: "error", message: `number out of range: ${text}` }
    : { kind: "number", value: Number(value) }
}

/** Go reads an integer with a leading zero as octal where it can. */
function decimalValue(text: string): number {
  if (!/^0[0-7]+$/.test(text)) return Number(text)
  const octal = BigInt(`0o${text.slice(1)}`)
  return octal > INT64_MAX ? Number(text) : Number(octal)
}
