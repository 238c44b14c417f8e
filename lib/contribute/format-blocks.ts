import { CST, LineCounter } from "yaml"
import { formatExpression } from "./format-expression"
import { inline, properties, scalar } from "./format-inline"
import type { Style } from "./format-style"
import { inOrder, type KeyPath } from "./key-order"
import { blockStart, endOf, type Item, type Token, type TokenFile, textOf, UnusualLayout } from "./yaml-tokens"

/** Characters that a line of PromQL may have. */
const WIDTH = 120

/** One item of a block collection, with the comments and empty lines above it. */
interface Part {
  key: string
  head: readonly string[]
  body: readonly string[]
  /** Comments below it that are indented deeper: they belong to it. */
  tail: string[]
}

/** Where an item stands, and where it shall stand. */
interface Place {
  indent: number
  path: KeyPath
  /** Its first line, and the column of its key or dash in there. */
  from: number
  column: number
}

/** Lays out the blocks of one file: indentation, order of keys and empty lines. Scalars keep their text. */
export class BlockFormatter {
  private readonly lines: readonly string[]
  private readonly counter = new LineCounter()
  private readonly comments: ReadonlyMap<number, string>

  private readonly text: string

  constructor(
    private readonly tokens: TokenFile,
    private readonly style: Style,
  ) {
    const { text, comments } = tokens
    this.text = text
    this.lines = text.split("\n")
    this.counter.addNewLine(0)
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.counter.addNewLine(at + 1)
    this.comments = new Map(comments.map(({ offset, source }) => [this.lineAt(offset), source.trim()]))
  }

  /** The lines of the file. */
  file(): readonly string[] {
    const { root } = this.tokens
    if (!root) return trimBlank(this.lines)
    const body = this.block(root, 0, [], 0)
    if (!body) throw new UnusualLayout("no block of keys or items at the top", root.offset)
    const end = this.lastLine(root)
    const rest = this.gap(end + 1, this.lines.length, 0, 0)
    return trimBlank([...body, ...rest.own])
  }

  /** The lines of a block collection at `indent`; undefined for everything else. Line `from` is the first that may be its. */
  private block(token: Token, indent: number, path: KeyPath, from: number): readonly string[] | undefined {
    if (token.type !== "block-map" && token.type !== "block-seq") return undefined
    const parts: Part[] = []
    let next = from
    for (const item of token.items.filter(({ key, value, sep }) => key || value || sep)) {
      const first = this.lineAt(this.startOf(item, token))
      const { own, deeper } = this.gap(next, first, this.column(this.startOf(item, token)), indent)
      parts.at(-1)?.tail.push(...deeper)
      const head = parts.length === 0 ? [...deeper, ...own] : own
      parts.push({ ...this.item(item, token, indent, path), head, tail: [] })
      next = this.lastLineOf(item, first) + 1
    }
    const ordered = token.type === "block-map" ? inOrder(parts, ({ key }) => key, this.style.order(path)) : parts
    const isSpaced = this.style.isSpaced(path)
    return ordered.flatMap(({ head, body, tail }, i) => {
      const above = i === 0 ? dropBlank(head) : isSpaced ? ["", ...dropBlank(head)] : head
      return [...above, ...body, ...tail]
    })
  }

  private item(item: Item, parent: Token, indent: number, path: KeyPath): Pick<Part, "key" | "body"> {
    if (parent.type === "block-seq") return { key: "", body: this.element(item, indent, [...path, "*"]) }
    const { key, sep = [], value } = item
    if (!key || !CST.isScalar(key) || key.type === "block-scalar")
      throw new UnusualLayout("an unusual key", parent.offset)
    if ("explicitKey" in item || properties(item.start) !== "") throw new UnusualLayout("an unusual key", key.offset)
    const name = textOf(key)
    const place = { indent, path: [...path, name], from: this.lineAt(key.offset), column: this.column(key.offset) }
    return { key: name, body: this.value(value, sep, `${" ".repeat(indent)}${key.source}:`, place) }
  }

  private element({ start, value }: Item, indent: number, path: KeyPath): readonly string[] {
    const dash = start.findLast(({ type }) => type === "seq-item-ind")
    if (!dash) throw new UnusualLayout("a list item without a dash", value?.offset ?? 0)
    const after = start.slice(start.indexOf(dash) + 1)
    const lead = `${" ".repeat(indent)}-`
    const place = { indent, path, from: this.lineAt(dash.offset), column: this.column(dash.offset) }
    const isBlock = value?.type === "block-map" || value?.type === "block-seq"
    if (!isBlock || properties(after) !== "") return this.value(value, after, lead, place)
    // Comments of the first key stand above the dash, where those of the item are.
    const lines = dropBlank(this.block(value, indent + 2, path, place.from + 1) ?? [])
    const content = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line))
    const above = lines.slice(0, content).map((line) => (line === "" ? "" : line.slice(2)))
    return [...above, `${lead} ${(lines[content] ?? "").trimStart()}`, ...lines.slice(content + 1)]
  }

  /** A value behind its key or dash. */
  private value(
    value: Token | undefined,
    before: readonly CST.SourceToken[],
    lead: string,
    at: Place,
  ): readonly string[] {
    const { indent, path, from } = at
    const props = properties(before).trimEnd()
    const head = props === "" ? lead : `${lead} ${props}`
    if (!value) return [withComment(head, this.commentOn(from))]
    if (value.type === "block-map" || value.type === "block-seq") {
      this.requireSameLine(before, from)
      const nested = this.block(value, indent + 2, path, from + 1)
      return [withComment(head, this.commentOn(from)), ...(nested ?? [])]
    }
    const [start, end] = [this.lineAt(value.offset), this.lastLine(value)]
    if (value.type === "block-scalar") return this.blockScalar(value, head, at)
    if (start === end && start === from) {
      const text = this.expression(value, head, at) ?? inline(value, path, this.style)
      if (typeof text === "object") return text
      if (text !== undefined) return [withComment(text === "" ? head : `${head} ${text}`, this.commentOn(from))]
    }
    return this.moved(at, end)
  }

  /** A one-line expression that is too long for its line becomes a block; undefined for everything else. */
  private expression(value: Token, head: string, { indent, path, from }: Place): readonly string[] | undefined {
    if (!this.style.isExpression(path) || !CST.isScalar(value) || value.type === "block-scalar") return undefined
    const lines = formatExpression(textOf(value), { width: WIDTH - indent - 2 })
    if (!lines || lines.length < 2 || `${head} ${this.text.slice(value.offset, endOf(value))}`.length <= WIDTH)
      return undefined
    return [withComment(`${head} |-`, this.commentOn(from)), ...lines.map((line) => " ".repeat(indent + 2) + line)]
  }

  private blockScalar(token: CST.BlockScalar, head: string, place: Place): readonly string[] {
    const { indent, path, from } = place
    const header = token.props.find(({ type }) => type === "block-scalar-header")
    const style = header && "source" in header ? header.source : ""
    if (/\d/.test(style)) return this.moved(place, this.lastLine(token))
    this.requireSameLine(token.props as CST.SourceToken[], from)
    const raw = token.source.replace(/\n+$/, "").split("\n")
    const inner = Math.min(
      ...raw.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length),
    )
    const own = raw.map((line) => line.slice(inner))
    const formatted = this.style.isExpression(path)
      ? formatExpression(own.join("\n"), { width: WIDTH - indent - 2 })
      : undefined
    const comment = this.commentOn(from)
    const [only = ""] = formatted ?? []
    if (formatted?.length === 1 && `${head} ${only}`.length <= WIDTH)
      return [withComment(`${head} ${scalar(only, "block")}`, comment)]
    const kept = /\+/.test(style) ? (token.source.match(/\n*$/)?.[0] ?? "").slice(1).split("\n").slice(1) : []
    return [
      withComment(`${head} ${style}`, comment),
      ...(formatted ?? own).map((line) => (line === "" ? "" : " ".repeat(indent + 2) + line)),
      ...kept,
    ]
  }

  /** The lines of an item as they are, at another indentation. */
  private moved({ from, column, indent }: Place, to: number): readonly string[] {
    return this.lines.slice(from, to + 1).map((line, i) => {
      if (i === 0) return " ".repeat(indent) + line.slice(column).trimEnd()
      const own = line.length - line.trimStart().length
      return line.trim() === "" ? "" : " ".repeat(Math.max(0, own + indent - column)) + line.trimStart()
    })
  }

  /** The comments and empty lines from line `from` up to `to`: of what follows them, and of what stands above them. */
  private gap(from: number, to: number, column: number, indent: number): { own: string[]; deeper: string[] } {
    const own: string[] = []
    const deeper: string[] = []
    for (const line of this.lines.slice(from, to)) {
      const text = line.trim()
      if (text !== "" && !text.startsWith("#")) throw new UnusualLayout(`"${text}" in an unusual place`, 0)
      const extra = line.length - line.trimStart().length - column
      const isDeeper = text !== "" && extra > 0 && own.every((above) => above === "")
      if (isDeeper) deeper.push(...own.splice(0), " ".repeat(indent + extra) + text)
      else if (text !== "") own.push(" ".repeat(indent) + text)
      else if (own.at(-1) !== "") own.push("")
    }
    return { own, deeper }
  }

  private requireSameLine(tokens: readonly CST.SourceToken[], line: number): void {
    const odd = tokens.find(({ type, offset }) => /anchor|tag|header/.test(type) && this.lineAt(offset) !== line)
    if (odd) throw new UnusualLayout(`"${odd.source}" on a line of its own`, odd.offset)
  }

  /** The comment at the end of a line; a comment ends with its line, so there is one at most. */
  private commentOn(line: number): string {
    return this.comments.get(line) ?? ""
  }

  private startOf({ start, key, value }: Item, parent: Token): number {
    if (parent.type === "block-map") return key?.offset ?? parent.offset
    return start.findLast(({ type }) => type === "seq-item-ind")?.offset ?? value?.offset ?? parent.offset
  }

  private lastLineOf(item: Item, first: number): number {
    return item.value ? Math.max(first, this.lastLine(item.value)) : first
  }

  private lastLine(token: Token): number {
    if (token.type === "block-map" || token.type === "block-seq") {
      const last = token.items.findLast(({ key, value, sep }) => key || value || sep)
      return last ? this.lastLineOf(last, this.lineAt(this.startOf(last, token))) : this.lineAt(token.offset)
    }
    if (token.type !== "block-scalar") return this.lineAt(endOf(token) - 1)
    const header = token.props.find(({ type }) => type === "block-scalar-header")
    const keeps = header && "source" in header && header.source.includes("+")
    const text = keeps ? token.source : token.source.trimEnd()
    return this.lineAt(blockStart(token) + Math.max(0, text.length - 1))
  }

  private lineAt(offset: number): number {
    return this.counter.linePos(offset).line - 1
  }

  private column(offset: number): number {
    return this.counter.linePos(offset).col - 1
  }
}

function withComment(line: string, comment: string): string {
  return comment === "" ? line : `${line} ${comment}`
}

function dropBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== "")
  return first === -1 ? [] : lines.slice(first)
}

function trimBlank(lines: readonly string[]): readonly string[] {
  const own = dropBlank(lines)
  return own.slice(0, own.findLastIndex((line) => line !== "") + 1)
}
