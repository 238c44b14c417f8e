import { type FieldFault, HubError } from "@/lib/error"
import { durationMs } from "@/lib/promql/duration"
import type { Parameter } from "./parameter"

/** Where a secret lies in the namespace of the install. */
export interface SecretRef {
  secret: string
  key: string
}

export type ParameterValue = string | number | boolean | readonly string[] | SecretRef

/** Values by parameter name; a parameter that is unset has no key. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>

/** Text as it comes from `--set`, a form or a URL; a list parameter takes several, or one with commas. */
export type RawValues = Readonly<Record<string, string | readonly string[]>>

const DNS_LABEL = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/
const SECRET_KEY = /^[-._a-zA-Z0-9]{1,253}$/
// Line breaks and other control characters have no place in any value, and are how text breaks out of its field.
const CONTROL = /[\p{Cc}\u2028\u2029]/u
const MAX_LENGTH = 2_048

/**
 * Typed values of an entry's parameters. Unset ones take their default, or with `examples` their example when they are
 * required. Throws HubError("usage") that names every field that is unknown, missing or malformed.
 */
export function parameterValues(
  parameters: readonly Parameter[],
  raw: RawValues,
  options: { examples?: boolean } = {},
): ParameterValues {
  const faults: FieldFault[] = []
  const values: Record<string, ParameterValue> = {}
  for (const field of Object.keys(raw)) {
    if (parameters.some(({ name }) => name === field)) continue
    const names = parameters.map(({ name }) => name).join(", ")
    faults.push({
      field,
      message: names === "" ? "this entry has no parameters" : `unknown; the parameters are ${names}`,
    })
  }
  for (const parameter of parameters) {
    const text = Object.hasOwn(raw, parameter.name) ? raw[parameter.name] : undefined
    const given = text === undefined || text.length === 0 ? fallback(parameter, options.examples ?? false) : text
    if (given === undefined) {
      if (parameter.required) faults.push({ field: parameter.name, message: `is required: ${parameter.description}` })
      continue
    }
    const parsed = parseValue(parameter, given)
    if (parsed.fault !== undefined) faults.push({ field: parameter.name, message: parsed.fault })
    else values[parameter.name] = parsed.value
  }
  if (faults.length === 0) return values
  throw new HubError("usage", faults.map(({ field, message }) => `${field} ${message}`).join("; "), { fields: faults })
}

/** A value as the text that `--set` takes. */
export function valueText(value: ParameterValue): string {
  if (typeof value !== "object") return String(value)
  return "secret" in value ? `${value.secret}/${value.key}` : value.join(",")
}

function fallback(parameter: Parameter, examples: boolean): string | readonly string[] | undefined {
  const preset = "default" in parameter ? parameter.default : undefined
  const value = preset ?? (examples && parameter.required ? parameter.example : undefined)
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value
}

type Parsed = { value: ParameterValue; fault?: undefined } | { fault: string }

function parseValue(parameter: Parameter, given: string | readonly string[]): Parsed {
  const texts = typeof given === "string" ? [given] : given
  if (texts.some((text) => text.length > MAX_LENGTH)) return { fault: `is longer than ${MAX_LENGTH} characters` }
  if (texts.some((text) => CONTROL.test(text))) return { fault: "must not contain line breaks or control characters" }
  if (parameter.type === "list") return parseList(texts, parameter.pattern)
  const [text = "", ...more] = texts
  return more.length > 0 ? { fault: "is given more than once" } : PARSERS[parameter.type](text, parameter as never)
}

function parseList(texts: readonly string[], pattern: string | undefined): Parsed {
  const items = texts.flatMap((text) => text.split(",")).map((item) => item.trim())
  const whole = new RegExp(`^(?:${pattern ?? ".+"})$`, "u")
  const wrong = items.find((item) => !whole.test(item))
  return wrong === undefined
    ? { value: items }
    : { fault: `has the item "${wrong}", which does not match ${whole.source}` }
}

const PARSERS: {
  [T in Exclude<Parameter["type"], "list">]: (text: string, parameter: Extract<Parameter, { type: T }>) => Parsed
} = {
  string: (text, { pattern }) =>
    pattern === undefined || new RegExp(`^(?:${pattern})$`, "u").test(text)
      ? { value: text }
      : { fault: `must match ${pattern}` },
  url: (text, { schemes }) => parseUrl(text, schemes),
  integer: (text, { min, max }) => {
    const value = Number(text)
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) return { fault: "must be a whole number" }
    if (min !== undefined && value < min) return { fault: `must be at least ${min}` }
    return max !== undefined && value > max ? { fault: `must be at most ${max}` } : { value }
  },
  boolean: (text) =>
    text === "true" || text === "false" ? { value: text === "true" } : { fault: "must be true or false" },
  duration: (text) => (durationMs(text) === undefined ? { fault: "must be a duration such as 30s" } : { value: text }),
  enum: (text, { options }) =>
    options.includes(text) ? { value: text } : { fault: `must be one of ${options.join(", ")}` },
  secretRef: (text) => {
    const [secret = "", key = "", ...rest] = text.split("/")
    const fine = DNS_LABEL.test(secret) && SECRET_KEY.test(key) && rest.length === 0
    // The text is not repeated: someone may have typed the secret itself.
    return fine ? { value: { secret, key } } : { fault: "must be secret-name/key, never the secret itself" }
  },
}

function parseUrl(text: string, schemes: readonly string[]): Parsed {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//.exec(text)?.[1]
  if (scheme === undefined || !schemes.includes(scheme) || /[\s"'<>\\^`{|}]/.test(text) || !URL.canParse(text))
    return { fault: `must be a URL that starts with ${schemes.map((name) => `${name}://`).join(" or ")}` }
  if (new URL(text).password !== "") return { fault: "must not contain a password; use a Secret for it" }
  return { value: text }
}
