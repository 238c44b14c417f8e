import { type Document, isMap, isScalar, isSeq, parseDocument } from "yaml"

/** Steps into a YAML value. */
export type DraftPath = readonly (string | number)[]

/** The value of a YAML file as plain data; undefined when it cannot be read. */
export function yamlValue(text: string): unknown {
  const document = parseDocument(text)
  return document.errors.length > 0 ? undefined : document.toJS()
}

/**
 * The text with another value at a path; undefined takes it away, and lists and maps on the way are made. Comments stay.
 * A text that cannot be read comes back as it is: what someone is typing is never thrown away.
 */
export function withYamlValue(text: string, path: DraftPath, value: unknown): string {
  const document = parseDocument(text)
  if (document.errors.length > 0) return text
  if (value === undefined) {
    if (document.hasIn(path)) document.deleteIn(path)
  } else {
    openWay(document, path)
    const known = document.getIn(path, true)
    // A scalar that is changed in place keeps the comment beside it. Its quotes come from what it was a key ago.
    if (isScalar(known) && isPlain(value)) {
      delete known.type
      known.value = value
    } else document.setIn(path, document.createNode(value))
  }
  return document.toString({ lineWidth: 0 })
}

/** Where the value at a path stands in the text: offsets, and whether its characters stand there as they are. */
export function yamlRange(text: string, path: DraftPath): { from: number; to: number; plain: boolean } | undefined {
  const node = parseDocument(text).getIn(path, true)
  if (!isScalar(node) || !node.range) return undefined
  const [from, to] = node.range
  const isQuoted = /^(["']).*\1$/.test(text.slice(from, to)) && text.slice(from + 1, to - 1) === node.value
  if (isQuoted) return { from: from + 1, to: to - 1, plain: true }
  return { from, to, plain: text.slice(from, to) === node.value }
}

/** An empty or scalar value on the way becomes the map or list that the next step needs. */
function openWay(document: Document, path: DraftPath): void {
  path.slice(0, -1).forEach((_, i) => {
    const way = path.slice(0, i + 1)
    const node = document.getIn(way, true)
    if (!isMap(node) && !isSeq(node))
      document.setIn(way, document.createNode(typeof path[i + 1] === "number" ? [] : {}))
  })
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null
}
