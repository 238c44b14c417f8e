import type { ScalarNode } from "./nodes"

const NULLS = new Set(["", "~", "null", "Null", "NULL"])
const BOOLEANS = new Set(["true", "True", "TRUE", "false", "False", "FALSE"])
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
const DATE =
  /^\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)?)?$/
/** Only with one of these tags is a scalar compared with what it looks like. */
const CHECKED = new Set(["!!null", "!!bool", "!!int", "!!float", "!!timestamp"])

/** The type of a scalar as Go's yaml.v3 resolves it: its tag, or what a plain text looks like. */
export function scalarTag({ tag, style, value }: ScalarNode): string {
  if (tag !== "" && tag !== "!") return tag
  return style === "plain" ? plainTag(value) : "!!str"
}

/** What a plain text looks like to yaml.v3. */
export function plainTag(value: string): string {
  const first = value.charCodeAt(0)
  const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e
  if (!mayBeNumber) {
    if (NULLS.has(value)) return "!!null"
    if (BOOLEANS.has(value)) return "!!bool"
    return value === "<<" ? "!!merge" : "!!str"
  }
  if (NOT_FINITE.test(value)) return "!!float"
  if (DATE.test(value)) return "!!timestamp"
  const digits = value.replaceAll("_", "")
  if (first !== 0x2e && INTEGER.test(digits) && isSmall(digits)) return "!!int"
  return FLOAT.test(first === 0x2e ? value : digits) && Number.isFinite(Number(digits)) ? "!!float" : "!!str"
}

/** Whether an integer fits 64 bits, with or without sign. */
function isSmall(digits: string): boolean {
  const value = integer(digits)
  return value >= -(2n ** 63n) && value < 2n ** 64n
}

function integer(digits: string): bigint {
  const [, sign = "", text = "0"] = /^([-+]?)(.*)$/.exec(digits) ?? []
  const octal = /^0[0-7]+$/.test(text)
  const value = BigInt(octal ? `0o${text.slice(1)}` : text)
  return sign === "-" ? -value : value
}

/** Why a scalar with an explicit tag cannot be read; undefined when it can. */
export function tagFault(node: ScalarNode): string | undefined {
  if (node.tag === "!!binary") return isBase64(node.value) ? undefined : "!!binary needs base64"
  if (!CHECKED.has(node.tag)) return undefined
  const looks = plainTag(node.value)
  if (looks === node.tag || (node.tag === "!!float" && looks === "!!int")) return undefined
  return `"${node.value}" is not of type ${node.tag}`
}

function isBase64(text: string): boolean {
  const digits = text.replace(/[\r\n]/g, "")
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits)
}

/** The bytes of a !!binary as text; bytes that are no UTF-8 become halves of surrogate pairs, which no valid text has. */
export function decodeBinary(text: string): string {
  const binary = atob(text.replace(/[\r\n]/g, ""))
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join("")
  }
}

/** The number a field of Go type int takes from a scalar: fractions are cut off; undefined where Go refuses it. */
export function goInteger(node: ScalarNode): number | undefined {
  const tag = scalarTag(node)
  const digits = node.value.replaceAll("_", "")
  if (tag === "!!int" && INTEGER.test(digits)) {
    const value = integer(digits)
    return value < 2n ** 63n ? Number(value) : undefined
  }
  if (tag !== "!!float") return undefined
  if (NOT_FINITE.test(node.value)) return node.value.startsWith("-") ? Number.MIN_SAFE_INTEGER : undefined
  const value = Number(digits)
  return value <= 2 ** 63 ? Math.trunc(value) : undefined
}
