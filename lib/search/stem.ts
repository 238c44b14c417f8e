/**
 * The stem that the forms of an English word share: "connections" and "connected", "expires" and "expiring". Coarse, and
 * never shown to anyone. Names that only look like forms ("redis", "dns", "postgres") lose nothing that matters, as both
 * sides of a comparison lose it. A number at the end does not count: node_load15 is about load.
 */
export function stem(word: string): string {
  const numbered = /^([a-z]{4,})\d+$/.exec(word)?.[1]
  if (numbered !== undefined) return stem(numbered)
  if (word.length < 4 || /[^a-z]/.test(word)) return word
  const base = withoutEnding(withoutPlural(word)).replace(/[ey]$/, "")
  // "replication", "replicate" and "replica" end in the same.
  return base.replace(/^(.{4,})at?$/, "$1")
}

function withoutPlural(word: string): string {
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word
}

/** A rest without a vowel is no word: "string" and "ping" stay. */
const ENDINGS = /^(.*[aeiouy].*?)(ion|ing|ed)$/

function withoutEnding(word: string): string {
  const [, rest, ending] = ENDINGS.exec(word) ?? []
  if (rest === undefined || rest.length < 3 || (ending === "ion" && !/[st]$/.test(rest))) return word
  // "dropped" is of "drop", but "filling" of "fill" and "missing" of "miss".
  return rest.replace(/([^aeioulsz])\1$/, "$1")
}
