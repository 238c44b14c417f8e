/** What a part of an expression is, for its colour. */
export type SpanKind = "function" | "metric" | "label" | "string" | "number" | "keyword" | "comment" | "other"

/** A part of an expression; `offset` counts characters from its start. */
export interface Span {
  text: string
  kind: SpanKind
  offset: number
}

const KEYWORDS = new Set(
  "and or unless on ignoring group_left group_right by without bool offset atan2 start end".split(" "),
)
const PART =
  /(#[^\n]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(\b\d[\w.]*(?:[eE][+-]?\d+)?)|([a-zA-Z_:][\w:]*)|([^]?)/g

/** The parts of an expression, in order and without gaps; also of one that does not parse. */
export function promqlSpans(expr: string): Span[] {
  const spans: Span[] = []
  let depth = 0
  for (const match of expr.matchAll(PART)) {
    const [text, comment, string, number, word] = match
    if (text === "") continue
    if (text === "{") depth += 1
    if (text === "}") depth -= 1
    const rest = expr.slice(match.index + text.length)
    const kind: SpanKind = comment
      ? "comment"
      : string
        ? "string"
        : number
          ? "number"
          : word
            ? wordKind(word, rest, depth, expr.slice(0, match.index))
            : "other"
    const last = spans.at(-1)
    if (last && last.kind === "other" && kind === "other") last.text += text
    else spans.push({ text, kind, offset: match.index })
  }
  return spans
}

function wordKind(word: string, rest: string, depth: number, before: string): SpanKind {
  if (depth > 0) return "label"
  if (KEYWORDS.has(word.toLowerCase())) return "keyword"
  if (/(?:by|without|on|ignoring|group_left|group_right)\s*\([\w\s,]*$/.test(before)) return "label"
  return /^\s*\(/.test(rest) || /^\s+(by|without)\b/.test(rest) ? "function" : "metric"
}
