import { YamlFault } from "./fault"
import type { MappingNode, Pair, ScalarNode, SequenceNode, YamlNode } from "./nodes"
import { Scanner } from "./scanner"
import type { Token } from "./token"

const LONG_PREFIX = "tag:yaml.org,2002:"
/** Deeper than any file that means something, and far from the end of the stack. */
const MAX_DEPTH = 200

type Type = Token["type"]

interface Properties {
  start: number
  anchor?: string
  tag: string
}

/** A document: its root, and where the text behind it begins. */
export interface ParsedDocument {
  root: YamlNode
  end: number
}

/** Builds the documents of a YAML text, one at a time; throws YamlFault. */
export class Parser {
  private readonly scanner: Scanner
  private readonly anchors = new Map<string, YamlNode>()
  private readonly tags = new Map<string, string>()
  private depth = 0
  private isFirst = true

  /** `text` ends with a NUL and has no other. */
  constructor(text: string) {
    this.scanner = new Scanner(text)
  }

  /** The next document; undefined at the end of the text. */
  next(): ParsedDocument | undefined {
    const explicit = this.startDocument()
    if (explicit === undefined) return undefined
    this.isFirst = false
    const token = this.scanner.peek()
    const isEmpty = explicit && ["directive", "document-start", "document-end", "stream-end"].includes(token.type)
    const root = isEmpty ? emptyScalar(token.start) : this.node(true, false)
    const behind = this.scanner.peek()
    if (behind.type === "document-end") this.scanner.take() // and no further look: a fault there is of the next document
    this.tags.clear()
    return { root, end: behind.start }
  }

  /** Whether the document begins with "---"; only the first may do without. Undefined at the end of the text. */
  private startDocument(): boolean | undefined {
    if (!this.isFirst) while (this.at("document-end")) this.scanner.take()
    if (this.at("stream-end")) return undefined
    const explicit = !this.isFirst || this.at("directive", "document-start")
    this.readDirectives()
    if (!explicit) return false
    const token = this.scanner.peek()
    if (token.type !== "document-start")
      throw new YamlFault("The document above has ended; a new one must begin with ---", token.start, INDENTATION)
    this.scanner.take()
    return true
  }

  private readDirectives(): void {
    let hasVersion = false
    for (let token = this.scanner.peek(); token.type === "directive"; token = this.scanner.peek()) {
      const { directive } = token
      if (directive.name === "YAML") {
        if (hasVersion) throw new YamlFault("%YAML is given twice", token.start)
        if (directive.version !== "1.1")
          throw new YamlFault(`YAML ${directive.version} is not supported: Prometheus reads YAML 1.1`, token.start)
        hasVersion = true
      } else {
        if (this.tags.has(directive.handle)) throw new YamlFault(`%TAG ${directive.handle} is given twice`, token.start)
        this.tags.set(directive.handle, directive.prefix)
      }
      this.scanner.take()
    }
  }

  private at(...types: readonly Type[]): boolean {
    return types.includes(this.scanner.peek().type)
  }

  private node(inBlock: boolean, mayBeIndentless: boolean): YamlNode {
    const token = this.scanner.peek()
    if (token.type === "alias") {
      this.scanner.take()
      const target = this.anchors.get(token.name)
      if (!target) throw new YamlFault(`There is no anchor &${token.name} above this alias`, token.start)
      return { kind: "alias", name: token.name, target, start: token.start, end: token.end, tag: "" }
    }
    if (++this.depth > MAX_DEPTH) throw new YamlFault(`Nested more than ${MAX_DEPTH} levels deep`, token.start)
    const node = this.content(this.properties(token), inBlock, mayBeIndentless)
    this.depth--
    return node
  }

  /** The anchor and the tag in front of a value, in either order. */
  private properties({ start }: Token): Properties {
    const found: Properties = { start, tag: "" }
    let tagged = false
    for (let token = this.scanner.peek(); ; token = this.scanner.peek()) {
      if (token.type === "anchor" && found.anchor === undefined) found.anchor = token.name
      else if (token.type === "tag" && !tagged) {
        const { handle, suffix } = token.tag
        const prefix = handle === "" ? "" : (this.tags.get(handle) ?? DEFAULT_TAGS[handle])
        if (prefix === undefined) throw new YamlFault(`The tag handle ${handle} is unknown`, token.start)
        found.tag = shortTag(prefix + suffix)
        tagged = true
      } else return found
      this.scanner.take()
    }
  }

  private content(properties: Properties, inBlock: boolean, mayBeIndentless: boolean): YamlNode {
    const token = this.scanner.peek()
    switch (token.type) {
      case "scalar": {
        this.scanner.take()
        const { value, style, indent, inFlow, start, end } = token
        return this.named(properties, {
          kind: "scalar",
          value,
          style,
          indent,
          inFlow,
          content: start,
          ...bounds(properties, end),
        })
      }
      case "flow-sequence":
        return this.sequence(properties, (node) => this.flowSequence(node))
      case "flow-mapping":
        return this.mapping(properties, (node) => this.flowMapping(node))
      case "block-sequence":
        if (inBlock) return this.sequence(properties, (node) => this.blockSequence(node))
        break
      case "block-mapping":
        if (inBlock) return this.mapping(properties, (node) => this.blockMapping(node))
        break
      case "block-entry":
        if (mayBeIndentless) return this.sequence(properties, (node) => this.indentlessSequence(node))
    }
    if (properties.anchor === undefined && properties.tag === "") throw unexpected(token)
    return this.named(properties, { ...emptyScalar(token.start), ...bounds(properties, token.start) })
  }

  private named<T extends YamlNode>({ anchor }: Properties, node: T): T {
    if (anchor !== undefined) this.anchors.set(anchor, node)
    return node
  }

  private sequence(properties: Properties, read: (node: SequenceNode) => number): SequenceNode {
    const node: SequenceNode = { kind: "sequence", items: [], ...bounds(properties, 0) }
    this.named(properties, node)
    node.end = read(node)
    return node
  }

  private mapping(properties: Properties, read: (node: MappingNode) => number): MappingNode {
    const node: MappingNode = { kind: "mapping", pairs: [], ...bounds(properties, 0) }
    this.named(properties, node)
    node.end = read(node)
    return node
  }

  private blockSequence({ items }: SequenceNode): number {
    this.scanner.take()
    for (;;) {
      const token = this.scanner.take()
      if (token.type === "block-end") return endOf(items, token)
      if (token.type !== "block-entry")
        throw new YamlFault("A list entry must begin with - in the column of the others", token.start, INDENTATION)
      items.push(this.at("block-entry", "block-end") ? emptyScalar(token.end) : this.node(true, false))
    }
  }

  /** A list that stands in the column of the key it belongs to; nothing marks its end. */
  private indentlessSequence({ items }: SequenceNode): number {
    while (this.at("block-entry")) {
      const { end } = this.scanner.take()
      const isEmpty = this.at("block-entry", "key", "value", "block-end")
      items.push(isEmpty ? emptyScalar(end) : this.node(true, false))
    }
    return endOf(items, this.scanner.peek())
  }

  private blockMapping({ pairs }: MappingNode): number {
    this.scanner.take()
    for (;;) {
      const token = this.scanner.take()
      if (token.type === "block-end") return pairs.at(-1)?.value.end ?? token.start
      if (token.type !== "key") throw new YamlFault("A key is expected here", token.start, INDENTATION)
      const key = this.blockPart(token.end)
      if (this.at("value")) pairs.push({ key, value: this.blockPart(this.scanner.take().end) })
      else pairs.push({ key, value: emptyScalar(this.scanner.peek().start) })
    }
  }

  private blockPart(end: number): YamlNode {
    return this.at("key", "value", "block-end") ? emptyScalar(end) : this.node(true, true)
  }

  private flowSequence({ items }: SequenceNode): number {
    const open = this.scanner.take()
    for (let isFirst = true; !this.at("flow-sequence-end"); isFirst = false) {
      if (!isFirst) this.comma(open, "]")
      if (this.at("key")) items.push(this.singlePair())
      else if (!this.at("flow-sequence-end")) items.push(this.node(false, false))
    }
    return this.scanner.take().end
  }

  /** "a: b" inside of brackets: a mapping of one pair. */
  private singlePair(): MappingNode {
    const { start } = this.scanner.take()
    const pair: Pair = {
      key: this.at("value", "flow-entry", "flow-sequence-end") ? this.missingKey() : this.node(false, false),
      value: this.flowValue("flow-sequence-end"),
    }
    return { kind: "mapping", pairs: [pair], start, end: pair.value.end, tag: "" }
  }

  /** Go's reader drops the token behind "?" when there is no key. */
  private missingKey(): ScalarNode {
    return emptyScalar(this.scanner.take().end)
  }

  private flowMapping({ pairs }: MappingNode): number {
    const open = this.scanner.take()
    for (let isFirst = true; !this.at("flow-mapping-end"); isFirst = false) {
      if (!isFirst) this.comma(open, "}")
      if (this.at("key")) {
        this.scanner.take()
        const isEmpty = this.at("value", "flow-entry", "flow-mapping-end")
        const key = isEmpty ? emptyScalar(this.scanner.peek().start) : this.node(false, false)
        pairs.push({ key, value: this.flowValue("flow-mapping-end") })
      } else if (!this.at("flow-mapping-end")) {
        pairs.push({ key: this.node(false, false), value: emptyScalar(this.scanner.peek().start) })
      }
    }
    return this.scanner.take().end
  }

  private flowValue(end: "flow-sequence-end" | "flow-mapping-end"): YamlNode {
    if (this.at("value")) {
      this.scanner.take()
      if (!this.at("flow-entry", end)) return this.node(false, false)
    }
    return emptyScalar(this.scanner.peek().start)
  }

  private comma(open: Token, close: string): void {
    const token = this.scanner.peek()
    if (token.type === "flow-entry") this.scanner.take()
    else if (token.type === "stream-end") throw new YamlFault(`This bracket is never closed with ${close}`, open.start)
    else throw new YamlFault(`A comma or ${close} is expected here`, token.start)
  }
}

const INDENTATION = "Look at the indentation of this line and of those above it"
const DEFAULT_TAGS: Readonly<Record<string, string>> = { "!": "!", "!!": LONG_PREFIX }

function shortTag(tag: string): string {
  return tag.startsWith(LONG_PREFIX) ? `!!${tag.slice(LONG_PREFIX.length)}` : tag
}

function bounds({ start, tag }: Properties, end: number): { start: number; end: number; tag: string } {
  return { start, end, tag }
}

function emptyScalar(at: number): ScalarNode {
  return {
    kind: "scalar",
    value: "",
    style: "plain",
    indent: -1,
    inFlow: false,
    content: at,
    start: at,
    end: at,
    tag: "",
  }
}

function endOf(items: readonly YamlNode[], token: Token): number {
  return items.at(-1)?.end ?? token.start
}

const WORDS: Partial<Record<Type, string>> = {
  "stream-end": "the end of the file",
  "document-start": "---",
  "document-end": "...",
  "block-entry": "a list entry",
  "block-end": "the end of an indented block",
  "flow-entry": "a comma",
  "flow-sequence-end": "]",
  "flow-mapping-end": "}",
  value: "a colon",
  key: "a key",
}

function unexpected(token: Token): YamlFault {
  return new YamlFault(`A value is expected here, not ${WORDS[token.type] ?? "this"}`, token.start, INDENTATION)
}
