import { type Path, parseYaml } from "@/lib/catalog/yaml-source"
import type { Problem } from "@/lib/problem"
import { BlockFormatter } from "./format-blocks"
import { expressionKey } from "./format-expression"
import { type Style, styleOf } from "./format-style"
import type { FileKind } from "./key-order"
import { readTokens, type TokenFile, UnusualLayout } from "./yaml-tokens"

/** A text in canonical form; the one that it was, where it has problems. */
export interface Formatted {
  text: string
  problems: readonly Problem[]
}

/**
 * A YAML file in canonical form. What is written is compared with what was read: the same values, expressions with the
 * same tree, every comment. A file that cannot be laid out so stays as it is, with a warning that says why.
 */
export function formatYaml(file: string, content: string, kind: FileKind | undefined): Formatted {
  const before = parseYaml(file, content, { isTyped: () => false })
  if (!before.source) return { text: content, problems: before.problems }
  if (before.source.value === null) return { text: content, problems: [] }
  const style = styleOf(kind)
  const clean = content.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
  try {
    // An alias must stand behind its anchor; where the order of keys would turn them round, the file's own order stays.
    const read = readTokens(clean)
    for (const order of [style.order, () => []]) {
      const own = { ...style, order }
      const text = layOut(read, own)
      if (text === content) return { text, problems: [] }
      const written = readTokens(text)
      const isKept = isSame(file, before.source.value, text, style) && hasSameComments(read, written)
      if (isKept && layOut(written, own) === text) return { text, problems: [] }
    }
    return { text: content, problems: [untouched(file, 1, "its values or comments would not survive")] }
  } catch (error) {
    if (!(error instanceof UnusualLayout)) throw error
    const line = clean.slice(0, error.offset).split("\n").length
    return { text: content, problems: [untouched(file, line, `it has ${error.message}`)] }
  }
}

function layOut(tokens: TokenFile, style: Style): string {
  return `${new BlockFormatter(tokens, style).file().join("\n")}\n`
}

function isSame(file: string, before: unknown, text: string, style: Style): boolean {
  const after = parseYaml(file, text, { isTyped: () => false })
  if (!after.source) return false
  const normal = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item, i) => normal(item, [...path, i]))
    if (typeof value === "object" && value !== null)
      return Object.entries(value)
        .map(([key, one]) => [key, normal(one, [...path, key])] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
    const place = path.map((step) => (typeof step === "number" ? "*" : step))
    return typeof value === "string" && style.isExpression(place) ? expressionKey(value) : value
  }
  return JSON.stringify(normal(before, [])) === JSON.stringify(normal(after.source.value, []))
}

function hasSameComments(before: TokenFile, after: TokenFile): boolean {
  const all = ({ comments }: TokenFile) => JSON.stringify(comments.map(({ source }) => source.trim()).sort())
  return all(before) === all(after)
}

function untouched(file: string, line: number, why: string): Problem {
  return {
    check: "format",
    severity: "warning",
    file,
    line,
    column: 1,
    message: `The file stays as it is: ${why}`,
    hint: "Give it the usual layout of keys, lists and comments by hand, then run fmt again",
  }
}
