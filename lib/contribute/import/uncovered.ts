import type { RuleDocument } from "@/lib/rules/document"
import { YamlFault } from "@/lib/yaml/fault"
import { unaliased, type YamlNode } from "@/lib/yaml/nodes"
import { Parser } from "@/lib/yaml/parser"
import { LineIndex } from "@/lib/yaml/text"
import type { Refused } from "./item"

/** Keys of a Kubernetes object that hold no content. */
const HEAD = new Set(["apiVersion", "kind", "metadata", "immutable"])

/**
 * The parts of a file that no document stands for: other values of a ConfigMap, other keys of a mixin's output. Without
 * them a file with ten dashboards, of which one is unreadable, would end in nine without a word.
 */
export function uncovered(file: string, text: string, documents: readonly RuleDocument[]): Refused[] {
  const lines = new LineIndex(text)
  const found: Refused[] = []
  const paths = documents.map(({ path }) => JSON.stringify(path).slice(0, -1))
  const visit = (node: YamlNode, path: readonly (string | number)[], name: string): void => {
    const own = JSON.stringify(path).slice(0, -1)
    if (paths.includes(own)) return
    if (!paths.some((known) => known.startsWith(`${own},`))) {
      const at = lines.at(Math.min(node.start, text.length))
      found.push({
        kind: "document",
        name,
        file,
        ...at,
        reason: "not-rules",
        message: "It holds no rules and no dashboard that can be read",
      })
      return
    }
    const target = unaliased(node)
    if (target.kind === "sequence")
      target.items.forEach((item, i) => void visit(item, [...path, i], `${name} ${i + 1}`))
    if (target.kind !== "mapping") return
    for (const { key, value } of target.pairs) {
      const scalar = unaliased(key)
      const step = scalar.kind === "scalar" ? scalar.value : ""
      if (!HEAD.has(step)) visit(value, [...path, step], step)
    }
  }
  for (const [i, root] of roots(text).entries()) {
    const isEmpty = root.kind === "scalar" && root.value === ""
    if (!isEmpty) visit(root, [i], `document ${i + 1}`)
  }
  return found
}

/** The documents up to the first fault, which is reported by whoever reads the file. */
function roots(text: string): YamlNode[] {
  const parser = new Parser(`${text}\0`)
  const found: YamlNode[] = []
  try {
    for (let next = parser.next(); next; next = parser.next()) found.push(next.root)
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error
  }
  return found
}

/**
 * Rules that stand where none is read, such as behind a misspelt key or in the broken part of a file; they are found by
 * their names, once for each time that a name is not among the `listed` ones.
 */
export function unlistedRules(file: string, text: string, listed: readonly string[]): Refused[] {
  const lines = new LineIndex(text)
  const left = new Map<string, number>()
  for (const name of listed) left.set(name, (left.get(name) ?? 0) + 1)
  return [...text.matchAll(/^[ \t]*(?:- )?(alert|record):[ \t]*(\S.*?)[ \t]*$/gm)].flatMap(
    ({ index, 1: key, 2: raw = "" }) => {
      const plain = raw.replace(/^(["'])(.*)\1$/, "$2")
      const name = left.has(raw) ? raw : plain
      const count = left.get(name) ?? 0
      left.set(name, count - 1)
      if (count > 0) return []
      const kind = key === "alert" ? "alert" : "recording"
      const message = "It stands where no rule can be read"
      return [{ kind, name, file, ...lines.at(index), reason: "syntax", message }]
    },
  )
}
