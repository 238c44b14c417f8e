/** The type of a number constant, or what Go has against it. */
export type ReadNumber = { type: "int" | "float" | "other" } | { message: string }

// The patterns leave no two ways to read a run of digits, so that a long one takes no longer.
const DECIMAL = "(?:\\d+(?:_\\d+)*(?:\\.(?:\\d+(?:_\\d+)*)?)?|\\.\\d+(?:_\\d+)*)(?:[eE][+-]?\\d+(?:_\\d+)*)?"
const HEX_DIGITS = "[\\da-fA-F]+(?:_[\\da-fA-F]+)*"
const HEX = `0[xX](?:_?${HEX_DIGITS}(?:\\.(?:${HEX_DIGITS})?)?|\\.${HEX_DIGITS})[pP][+-]?\\d+(?:_\\d+)*`
const FLOAT = new RegExp(`^[+-]?(?:${DECIMAL}|${HEX})$`)
const COMPLEX = new RegExp(`^([+-]?(?:${DECIMAL}|${HEX}))([+-](?:${DECIMAL}|${HEX}))i$`)
const INTEGER =
  /^([+-]?)(?:0[xX]((?:_?[\da-fA-F])+)|0[bB]((?:_?[01])+)|0[oO]((?:_?[0-7])+)|0((?:_?[0-7])*)|([1-9](?:_?\d)*))$/
const BASES = [16, 2, 8, 8, 10]
const BITS: Readonly<Record<number, number>> = { 16: 4, 8: 3, 2: 1 }
const UINT64_MAX = 2n ** 64n - 1n
const INT64_MAX = 2n ** 63n - 1n

/** Reads a number constant as text/template does: Go's syntax, with signs, imaginary parts and nothing that overflows. */
export function readNumber(text: string, complex: boolean): ReadNumber {
  if (complex) return readComplex(text)
  if (text.endsWith("i") && floatFits(text.slice(0, -1))) return { type: "other" }
  const integer = integerValue(text)
  const isHex = /^[+-]?0[xX][^pP]*$/.test(text)
  if (integer !== undefined) return { type: integer > INT64_MAX ? "other" : "int" }
  if (!floatFits(text)) return { message: `illegal number syntax: ${JSON.stringify(text)}` }
  if (!/[.eEpP]/.test(text)) return { message: `integer overflow: ${JSON.stringify(text)}` }
  return { type: isHex ? "other" : "float" }
}

function readComplex(text: string): ReadNumber {
  const parts = COMPLEX.exec(text)
  if (parts?.slice(1).every((part) => floatFits(part))) return { type: "other" }
  return { message: "syntax error scanning complex number" }
}

/** The value of an integer that fits 64 bits; one with a sign must fit a signed one. */
function integerValue(text: string): bigint | undefined {
  const match = INTEGER.exec(text)
  if (!match) return undefined
  const [, sign, ...digits] = match
  const at = digits.findIndex((part) => part !== undefined)
  const base = BASES[at] ?? 10
  const plain = (digits[at] ?? "").replaceAll("_", "").replace(/^0+/, "")
  if (plain.length * (BITS[base] ?? 3) > 66) return undefined // long before BigInt gets slow
  const prefix = { 16: "0x", 8: "0o", 2: "0b" }[base] ?? ""
  const value = plain === "" ? 0n : BigInt(prefix + plain)
  if (sign === "") return value > UINT64_MAX ? undefined : value
  return value > INT64_MAX + (sign === "-" ? 1n : 0n) ? undefined : value
}

function floatFits(text: string): boolean {
  if (!FLOAT.test(text)) return false
  const plain = text.replaceAll("_", "").replace(/^[+-]/, "")
  return /^0[xX]/.test(plain) ? hexFits(plain.slice(2)) : Number.isFinite(Number(plain))
}

/** Whether a hexadecimal floating-point number is below the largest that 64 bits hold, once rounded. */
function hexFits(text: string): boolean {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("p")
  const [whole = "", fraction = ""] = mantissa.split(".")
  const digits = (whole + fraction).replace(/^0+/, "")
  if (digits === "") return true
  const bits = Array.from(digits.slice(0, 15), (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join(
    "",
  )
  const significant = bits.replace(/^0+/, "")
  const length = digits.length * 4 - (bits.length - significant.length)
  const top = length + Number(exponent) - 4 * fraction.length
  return top < 1024 || (top === 1024 && !significant.startsWith("1".repeat(54)))
}
