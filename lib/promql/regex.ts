import { RE2JS } from "re2js"
import { isPlainRegex } from "./plain-regex"
import type { Dialect } from "./profile"

/** Letters, digits and separators that mean themselves, in alternatives: most label values, and always valid. */
const LITERALS = /^[\w\s\-/:,=@%&'"<>!~;|]*$/
/** Escapes, quoted text and classes: where a parenthesis opens nothing. */
const OPAQUE = /\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]])*\]/gs

/** What is wrong with a regular expression (RE2 syntax); undefined when it is fine. */
export function regexFault(pattern: string, dialect: Dialect, utf8 = true): string | undefined {
  if (!utf8 && (dialect.oldRegex || !/^[^\\.+*?()[\]{}^$]*$/.test(pattern)))
    return "error parsing regexp: invalid UTF-8"
  if (isPlainRegex(pattern)) return undefined
  try {
    RE2JS.compile(pattern)
    return dialect.oldRegex ? oldFault(pattern) : undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function oldFault(pattern: string): string | undefined {
  if (pattern.replace(OPAQUE, "").includes("(?<"))
    return "error parsing regexp: invalid or unsupported Perl syntax: `(?<`"
  RE2JS.compile(`^(?:${pattern})$`) // an open \Q swallows the anchors behind it
  return undefined
}

/** Compiled patterns: a matcher is asked about every value of its label, and compiling takes longer than all of the answers. */
const compiled = new Map<string, RE2JS>()
const MAX_COMPILED = 500

/** Whether a valid regular expression matches the whole text, as Prometheus anchors it. */
export function regexMatches(pattern: string, text: string): boolean {
  if (LITERALS.test(pattern)) return pattern.split("|").includes(text)
  const known = compiled.get(pattern)
  if (known) return known.matches(text)
  const made = RE2JS.compile(pattern, RE2JS.DOTALL)
  if (compiled.size >= MAX_COMPILED) compiled.clear()
  compiled.set(pattern, made)
  return made.matches(text)
}
