import type { Problem } from "@/lib/problem"
import { YamlFault } from "@/lib/yaml/fault"
import { stepInto, unaliased, type YamlNode } from "@/lib/yaml/nodes"
import { Parser } from "@/lib/yaml/parser"
import type { Path, Position, Side } from "@/lib/yaml/place"
import { scalarOffset } from "@/lib/yaml/scalar-offset"
import { structureFaults } from "@/lib/yaml/structure"
import { decodeText, LineIndex } from "@/lib/yaml/text"
import { toValue, type ValueOptions } from "@/lib/yaml/to-value"

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

/** A YAML file as far as it could be read. */
export interface ParsedYaml {
  /** There only when there is no problem. */
  source?: YamlSource
  problems: Problem[]
}

/** Larger than any file of an entry; captures are not YAML. Characters. */
const MAX_LENGTH = 2 * 1024 * 1024
const START: Position = { line: 1, column: 1 }

/**
 * Parses a file of one YAML document by the rules of Go's reader, which are those of Prometheus. Faults of the syntax, keys
 * that are set twice and aliases that multiply are problems.
 */
export function parseYaml(file: string, content: string, options: ValueOptions = {}): ParsedYaml {
  const problem = (at: Position, message: string, hint?: string): Problem => ({
    check: "yaml-syntax",
    severity: "error",
    file,
    ...at,
    message,
    ...(hint === undefined ? {} : { hint }),
  })
  if (content.length > MAX_LENGTH)
    return { problems: [problem(START, `The file is larger than ${MAX_LENGTH / 1024 / 1024} MiB`)] }
  const decoded = decodeText(content)
  if (!("text" in decoded)) return { problems: [problem(decoded.at, decoded.message, decoded.hint)] }
  const lines = new LineIndex(decoded.text)
  const at = (offset: number): Position => lines.at(Math.min(offset, decoded.text.length))
  const text = `${decoded.text}\0`
  try {
    const root = onlyDocument(text)
    const faults = root ? structureFaults(root) : []
    if (faults.length > 0)
      return { problems: faults.map(({ node, message, hint }) => problem(at(node.start), message, hint)) }
    const locate = locator(text, root, at)
    return { source: { file, value: root ? toValue(root, options) : null, locate }, problems: [] }
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error
    return { problems: [problem(at(error.offset), error.message, error.hint)] }
  }
}

/** The root of the only document; undefined when the text is empty. */
function onlyDocument(text: string): YamlNode | undefined {
  const parser = new Parser(text)
  const document = parser.next()
  if (document && parser.next())
    throw new YamlFault("A second document begins here", document.end, "Put it into a file of its own")
  return document?.root
}

function locator(text: string, root: YamlNode | undefined, at: (offset: number) => Position): YamlSource["locate"] {
  return (path, { side = "value", offset } = {}) => {
    const node = root && nodeAt(root, path, side)
    const scalar = node && offset !== undefined ? unaliased(node) : undefined
    if (offset === undefined || scalar?.kind !== "scalar") return at(node?.start ?? 0)
    return at(scalarOffset(text, scalar, offset))
  }
}

/** The node at `path`, or the key of the deepest one on the way there. */
function nodeAt(root: YamlNode, path: Path, side: Side): YamlNode {
  let place = { key: root, value: root }
  for (const step of path) {
    const next = stepInto(place.value, step)
    if (!next) return place.key
    place = next
  }
  return place[side]
}
