import type { Grouping, Matcher, Matching, MatchOp, Name, VectorSelector } from "./ast"
import { type Cursor, SyntaxFault } from "./cursor"
import { mayNameLabel } from "./keywords"
import type { Token } from "./lexer"
import { regexFault } from "./regex"

const MATCH_OPS: Readonly<Record<string, MatchOp>> = { "=": "=", "!=": "!=", "=~": "=~", "!~": "!~" }

/** Reads what follows a metric name, or stands alone: `{label="value", …}`. */
export function parseSelector(cursor: Cursor, metric?: Name): VectorSelector {
  if (metric && !cursor.at("{")) return { kind: "vector", metric, matchers: [], start: metric.start, end: metric.end }
  const open = cursor.expect("{")
  const matchers: Matcher[] = []
  let inside: Name | undefined
  while (!cursor.at("}")) {
    const quoted = cursor.at("string") && cursor.dialect.quotedSelectors
    if (!quoted && !cursor.at("identifier")) cursor.unexpected("label matching", 'identifier or "}"')
    const label = nameOf(cursor.take())
    if (!quoted || cursor.at("=", "!=", "=~", "!~", "error")) matchers.push(parseMatcher(cursor, label))
    else if (!metric && !inside) inside = label
    else matchers.push(nameMatcher(label))
    if (!cursor.accept(",") && !cursor.at("}")) cursor.unexpected("label matching", '"," or "}"')
  }
  const start = metric?.start ?? open.start
  const name = metric ?? inside
  const selector: VectorSelector = { kind: "vector", matchers, start, end: cursor.take().end }
  if (name) selector.metric = name
  return selector
}

function parseMatcher(cursor: Cursor, label: Name): Matcher {
  const op = MATCH_OPS[cursor.peek().id]
  if (!op) cursor.unexpected("label matching", "label matching operator")
  cursor.take()
  const value = cursor.expect("string", "label matching", "string")
  const { start, end, utf8 } = value
  const text = value.value ?? ""
  const fault = op === "=~" || op === "!~" ? regexFault(text, cursor.dialect, utf8) : undefined
  if (fault !== undefined) throw new SyntaxFault(fault, value)
  return { label, op, value: { text, start, end }, start: label.start, end }
}

/** A second bare name in the braces is one more condition on the name. */
function nameMatcher({ name, start, end }: Name): Matcher {
  return {
    label: { name: "__name__", quoted: true, start, end },
    op: "=",
    value: { text: name, start, end },
    start,
    end,
  }
}

/** Reads `by (…)` or `without (…)`. */
export function parseGrouping(cursor: Cursor): Grouping {
  const { id, start } = cursor.take()
  const { labels, end } = parseLabels(cursor)
  return { kind: id === "by" ? "by" : "without", labels, start, end }
}

/** Reads `on (…) group_left (…)` and its relatives, if they are there. */
export function parseMatching(cursor: Cursor): Matching | undefined {
  if (!cursor.at("on", "ignoring")) return undefined
  const { id, start } = cursor.take()
  const { labels, end } = parseLabels(cursor)
  const matching = { kind: id === "on" ? "on" : "ignoring", labels, start, end } as const
  if (!cursor.at("group_left", "group_right")) return matching
  const keyword = cursor.take()
  // A parenthesis here always opens the label list, never the right side.
  const include = cursor.at("(") ? parseLabels(cursor) : { labels: [], end: keyword.end }
  const side = keyword.id === "group_left" ? "left" : "right"
  const group = { side, include: include.labels, start: keyword.start, end: include.end } as const
  return { ...matching, end: include.end, group }
}

function parseLabels(cursor: Cursor): { labels: Name[]; end: number } {
  const where = "grouping opts"
  cursor.expect("(", where, '"("')
  const labels: Name[] = []
  while (!cursor.at(")")) {
    labels.push(parseGroupingLabel(cursor))
    if (!cursor.accept(",") && !cursor.at(")")) cursor.unexpected(where, '"," or ")"')
  }
  return { labels, end: cursor.take().end }
}

function parseGroupingLabel(cursor: Cursor): Name {
  const { type, id, value, utf8 } = cursor.peek()
  const { quotedGrouping } = cursor.dialect
  if (type === "string" && quotedGrouping) {
    const token = cursor.take()
    if (value !== "" && utf8) return nameOf(token)
    throw new SyntaxFault(`invalid label name for grouping: ${token.text}`, token)
  }
  const bare =
    type === "identifier" || (type === "metric" && quotedGrouping) || (type === "keyword" && mayNameLabel(id))
  return bare ? nameOf(cursor.take()) : cursor.unexpected("grouping opts", "label")
}

/** The name that a token spells, quoted or not. */
export function nameOf({ type, text, value, start, end }: Token): Name {
  return { name: value ?? text, quoted: type === "string", start, end }
}
