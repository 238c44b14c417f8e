import { CST, Parser } from "yaml"

/** A token of a YAML file as the `yaml` package's lossless parser gives it. */
export type Token = CST.Token
export type Item = CST.CollectionItem

/** A layout that the formatter does not touch, such as explicit keys; the file then stays as it is. */
export class UnusualLayout extends Error {
  override readonly name = "UnusualLayout"

  constructor(
    message: string,
    /** Where, in characters from the start. */
    readonly offset: number,
  ) {
    super(message)
  }
}

/** A YAML file as tokens. */
export interface TokenFile {
  text: string
  /** Undefined when the file is empty. */
  root: Token | undefined
  /** Every comment, in no order. */
  comments: readonly CST.SourceToken[]
}

/** Reads the tokens of a file of one document. Throws UnusualLayout for faults and for several documents. */
export function readTokens(text: string): TokenFile {
  const documents = [...new Parser().parse(text)]
  for (const token of documents) {
    if (token.type === "error") throw new UnusualLayout(token.message, token.offset)
    if (token.type === "directive" || token.type === "doc-end") throw new UnusualLayout(`a ${token.type}`, token.offset)
  }
  const [first, second] = documents.filter((token) => token.type === "document")
  if (second) throw new UnusualLayout("a second document", second.offset)
  if (first?.start.some(({ type }) => type !== "comment" && type !== "newline" && type !== "space"))
    throw new UnusualLayout("a document marker", first.offset)
  const comments: CST.SourceToken[] = []
  collect(documents, comments)
  return { text, root: first?.value, comments }
}

/** Offset behind the last character of a value, without comments that follow it. */
export function endOf(token: Token): number {
  switch (token.type) {
    case "block-map":
    case "block-seq": {
      const last = token.items.findLast((item) => item.value || item.key || item.sep)
      return last ? endOfItem(last, token.offset) : token.offset
    }
    case "flow-collection": {
      const close = token.end.find(({ type }) => type === "flow-map-end" || type === "flow-seq-end")
      if (!close) throw new UnusualLayout("a flow collection without an end", token.offset)
      return close.offset + 1
    }
    case "block-scalar":
      return blockStart(token) + token.source.length
    case "document":
      throw new UnusualLayout("a second document", token.offset)
    default:
      return token.offset + ("source" in token ? token.source.length : 0)
  }
}

function endOfItem({ start, key, sep, value }: Item, fallback: number): number {
  if (value) return endOf(value)
  const mark = sep?.findLast(({ type }) => type === "map-value-ind" || type === "anchor" || type === "tag")
  if (mark) return mark.offset + mark.source.length
  const dash = start.findLast(({ type }) => type === "seq-item-ind")
  return key ? endOf(key) : dash ? dash.offset + 1 : fallback
}

/** Offset of the first line of a block scalar's text, below its header. */
export function blockStart({ props, offset }: CST.BlockScalar): number {
  const last = props.at(-1)
  return last && "source" in last ? last.offset + last.source.length : offset
}

function collect(value: unknown, found: CST.SourceToken[]): void {
  if (Array.isArray(value)) for (const one of value) collect(one, found)
  else if (typeof value === "object" && value !== null) {
    if ("type" in value && value.type === "comment") found.push(value as CST.SourceToken)
    else for (const one of Object.values(value)) collect(one, found)
  }
}

/** The text that a scalar token stands for. Throws UnusualLayout where the two YAML readers disagree about it. */
export function textOf(token: CST.FlowScalar): string {
  const scalar = CST.resolveAsScalar(token, false, (offset, _, message) => {
    throw new UnusualLayout(message, offset)
  })
  return scalar?.value ?? ""
}
