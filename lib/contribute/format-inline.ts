import { CST } from "yaml"
import { formatExpression } from "./format-expression"
import type { Style } from "./format-style"
import type { KeyPath } from "./key-order"
import { inOrder } from "./key-order"
import { type Item, type Token, textOf } from "./yaml-tokens"

/** Where a scalar may stand: inside of braces and brackets fewer texts need no quotes. */
type Place = "block" | "flow"

/** A value that stands on one line, in canonical spacing and quoting; undefined where it has to stay as it is. */
export function inline(token: Token, path: KeyPath, style: Style, place: Place = "block"): string | undefined {
  if (token.type === "flow-collection") return collection(token, path, style)
  if (token.type === "alias") return token.source
  if (!CST.isScalar(token) || token.type === "block-scalar") return undefined
  if (style.isExpression(path)) {
    const text = textOf(token)
    const [line] = formatExpression(text, { width: 0, oneLine: true }) ?? []
    if (line !== undefined && line !== text) return token.type === "scalar" ? scalar(line, place) : quoted(line)
  }
  return token.type === "scalar" ? token.source : (requoted(textOf(token)) ?? token.source)
}

/** The names of anchor and tag in front of a value, each with a space behind it. */
export function properties(tokens: readonly CST.SourceToken[]): string {
  return tokens.flatMap(({ type, source }) => (type === "anchor" || type === "tag" ? [`${source} `] : [])).join("")
}

/** A text without quotes where YAML can do without them. */
export function scalar(text: string, place: Place): string {
  const isPlain = /^[A-Za-z(][^\n]*$/.test(text) && !/: |:$| #|^\s|\s$/.test(text) && isWord(text)
  return isPlain && (place === "block" || !/[,[\]{}]/.test(text)) ? text : quoted(text)
}

/** Whether a text is no number, truth value or null in any version of YAML. */
function isWord(text: string): boolean {
  return !/^(?:y|yes|n|no|true|false|on|off|null|nan|inf)$/i.test(text)
}

function quoted(text: string): string {
  return requoted(text) ?? (text.includes("'") ? JSON.stringify(text) : `'${text}'`)
}

/** The canonical quotes: double ones, and single ones around what a double-quoted text would have to escape. */
function requoted(text: string): string | undefined {
  if (!/^[ -~\u00a1-\ud7ff\ue000-\ufefe]*$/u.test(text)) return undefined
  if (!/["\\]/.test(text)) return `"${text}"`
  return text.includes("'") ? undefined : `'${text}'`
}

function collection(token: CST.FlowCollection, path: KeyPath, style: Style): string | undefined {
  const isMap = token.start.source === "{"
  const items = token.items.filter((item) => item.key || item.value || item.sep)
  const parts: { key: string; text: string }[] = []
  for (const item of items) {
    const part = isMap ? pair(item, path, style) : element(item, path, style)
    if (!part) return undefined
    parts.push(part)
  }
  if (!isMap) return `[${parts.map(({ text }) => text).join(", ")}]`
  const ordered = inOrder(parts, ({ key }) => key, style.order(path))
  return ordered.length === 0 ? "{}" : `{ ${ordered.map(({ text }) => text).join(", ")} }`
}

function pair({ start, key, sep = [], value }: Item, path: KeyPath, style: Style) {
  if (!key || !CST.isScalar(key) || key.type === "block-scalar" || hasOddities(start) || hasOddities(sep))
    return undefined
  if (properties(start) !== "") return undefined
  const name = textOf(key)
  const text = value ? inline(value, [...path, name], style, "flow") : ""
  if (text === undefined) return undefined
  const head = key.type === "scalar" ? key.source : (requoted(name) ?? key.source)
  return {
    key: name,
    text:
      value || sep.some(({ type }) => type === "map-value-ind") ? `${head}: ${properties(sep)}${text}`.trimEnd() : head,
  }
}

function element({ start, key, sep, value }: Item, path: KeyPath, style: Style) {
  if (key || sep || !value || hasOddities(start)) return undefined
  const text = inline(value, [...path, "*"], style, "flow")
  return text === undefined ? undefined : { key: "", text: properties(start) + text }
}

/** Comments and explicit keys: a collection with those is not joined to one line. */
function hasOddities(tokens: readonly CST.SourceToken[]): boolean {
  return tokens.some(({ type }) => type === "comment" || type === "explicit-key-ind" || type === "newline")
}
