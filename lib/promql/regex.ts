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

/** Whether a valid regular expression matches the whole text, as Prometheus anchors it. */
export function regexMatches(pattern: string, text: string): boolean {
  if (LITERALS.test(pattern)) return pattern.split("|").includes(text)
  return RE2JS.compile(pattern, RE2JS.DOTALL).matches(text)
}
