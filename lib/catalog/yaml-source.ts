import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml"
import type { Problem } from "@/lib/problem"
import type { Path, Position, Side } from "@/lib/yaml/place"

export type { Path, Position, Side }

/** A YAML file that parsed: its value, and where each part of it stands. */
export interface YamlSource {
  file: string
  value: unknown
  /**
   * Where the value (or its key) at `path` starts; the nearest parent where there is none.
   * `offset` counts characters of the *value*, so that a column inside an expression is found in any YAML quoting style.
   */
  locate(path: Path, options?: { side?: Side; offset?: number }): Position
}

/** Aliases multiply; more than this many is a bomb and not a rule file. */
const MAX_ALIASES = 100
/** Larger than any file of an entry; captures are not YAML. Characters. */
const MAX_LENGTH = 2 * 1024 * 1024
/** Brackets in texts count too, so this is far above what real files have. */
const MAX_BRACKETS = 500

/** Parses one YAML document. Syntax faults and duplicate keys are problems; `source` is there only when there is none. */
export function parseYaml(file: string, text: string): { source?: YamlSource; problems: Problem[] } {
  const refused =
    text.length > MAX_LENGTH
      ? `The file is larger than ${MAX_LENGTH / 1024 / 1024} MiB`
      : nestsTooDeep(text)
        ? TOO_DEEP
        : undefined
  if (refused !== undefined) return { problems: [yamlProblem(file, { line: 1, column: 1 }, "REFUSED", refused)] }
  return parseDocumentOf(file, text)
}

const TOO_DEEP = "The file is nested too deep"

/** Whether so many brackets or list entries are open at once; the parser is recursive, and eats all memory on thousands. */
function nestsTooDeep(text: string): boolean {
  if (/(?:[-?][ \t]+){100}/.test(text)) return true
  let depth = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(depth - 1, 0)
    if (depth > MAX_BRACKETS) return true
  }
  return false
}

function parseDocumentOf(file: string, text: string): { source?: YamlSource; problems: Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.min(offset, text.length))
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const [error] = document.errors
  if (error) return { problems: [yamlProblem(file, at(error.pos[0]), error.code, error.message)] }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (cause) {
    return { problems: [yamlProblem(file, { line: 1, column: 1 }, "ALIAS", String((cause as Error).message))] }
  }
  const locate: YamlSource["locate"] = (path, { side = "value", offset } = {}) => {
    const node = find(document.contents as Node | null, path, side)
    const start = node?.range?.[0] ?? 0
    if (offset === undefined || !isScalar(node) || typeof node.value !== "string") return at(start)
    return at(sourceOffset(text, start, node.value, offset, node.type))
  }
  return { source: { file, value, locate }, problems: [] }
}

function yamlProblem(file: string, position: Position, code: string, message: string): Problem {
  const tab = code === "TAB_AS_INDENT"
  return {
    check: "yaml-syntax",
    severity: "error",
    file,
    ...position,
    message: tab
      ? "A tab is used as indentation"
      : /call stack/.test(message)
        ? TOO_DEEP
        : message.replace(/\s+at line \d+.*$/s, ""),
    ...(tab ? { hint: "YAML indents with spaces only" } : {}),
    ...(code === "DUPLICATE_KEY" ? { message: "This key is already set above", hint: "Keep one of the two" } : {}),
  }
}

/** The node at `path`, or the deepest one on the way there. */
function find(root: Node | null, path: Path, side: Side): Node | undefined {
  let node: Node | undefined = root ?? undefined
  let key: Node | undefined = node
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step)) as
        | Pair<Node, Node | null>
        | undefined
      if (!pair) return key
      key = pair.key
      node = pair.value ?? pair.key
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined
      if (!item) return key
      key = item
      node = item
    } else return key
    if (isAlias(node)) return node
  }
  return side === "key" ? key : node
}

/**
 * Offset in the file of character `offset` of a scalar's value. Indentation, folding and line breaks differ between the
 * two, but the sequence of visible characters does not, so those are what is counted.
 */
function sourceOffset(text: string, start: number, value: string, offset: number, type: string | undefined): number {
  const visible = value.slice(0, offset).replace(/\s/g, "").length
  let at = start
  if (type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED") at = text.indexOf("\n", start) + 1
  else if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") at = start + 1
  const step = (): number => {
    const escaped = type === "QUOTE_DOUBLE" && text[at] === "\\"
    const doubled = type === "QUOTE_SINGLE" && text[at] === "'" && text[at + 1] === "'"
    return escaped || doubled ? 2 : 1
  }
  const isSpace = (): boolean =>
    /\s/.test(text[at] ?? "x") || (type === "QUOTE_DOUBLE" && text[at] === "\\" && /[nrt]/.test(text[at + 1] ?? ""))
  for (let seen = 0; at < text.length; at += step()) {
    if (isSpace()) continue
    if (seen === visible) break
    seen += 1
  }
  return at
}
