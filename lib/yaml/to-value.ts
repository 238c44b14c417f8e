import type { ScalarNode, YamlNode } from "./nodes"
import type { Path } from "./place"
import { decodeBinary, plainTag, scalarTag, tagFault } from "./resolve"

/** How scalars become values. */
export interface ValueOptions {
  /**
   * Whether the scalar at a path is what it looks like: a number, a boolean or a text; every one is when this is left out.
   * The others are taken as they are written, as Go's reader does for fields of type string: 0x49 and 1.10 are texts there.
   */
  isTyped?: (path: Path) => boolean
}

/** The plain JavaScript value of a node. Aliases share one value, so that many of them take no room; a loop of them is null. */
export function toValue(root: YamlNode, { isTyped = () => true }: ValueOptions = {}): unknown {
  const known = new Map<YamlNode, unknown>()
  const path: (string | number)[] = []
  const inside = (step: string | number, node: YamlNode): unknown => {
    path.push(step)
    const value = read(node)
    path.pop()
    return value
  }
  const read = (node: YamlNode): unknown => {
    if (node.kind === "alias") return known.has(node.target) ? known.get(node.target) : read(node.target)
    if (node.kind === "scalar") return scalarValue(node, isTyped(path))
    known.set(node, null)
    const value =
      node.kind === "sequence"
        ? node.items.map((item, i) => inside(i, item))
        : Object.fromEntries(
            node.pairs.map(({ key, value }): [string, unknown] => {
              const name = keyOf(key)
              return [name, inside(name, value)]
            }),
          )
    known.set(node, value)
    return value
  }
  /** A key is a text as it is written, as it is to Go: 1.10 and 1.1 are two. */
  const keyOf = (key: YamlNode): string => {
    const target = key.kind === "alias" ? key.target : key
    return target.kind === "scalar" ? target.value : String(read(key))
  }
  return read(root)
}

function scalarValue(node: ScalarNode, isTyped: boolean): unknown {
  const tag = scalarTag(node)
  if (tag === "!!null") return null
  if (tag === "!!binary") return tagFault(node) === undefined ? decodeBinary(node.value) : node.value
  if (!isTyped) return node.value
  if (tag === "!!bool") return node.value.toLowerCase() === "true"
  if (tag !== "!!int" && tag !== "!!float") return node.value
  return plainTag(node.value) === "!!str" ? node.value : numberOf(node.value.replaceAll("_", ""))
}

function numberOf(text: string): number {
  if (/inf$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity
  if (/^[-+]?0[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  const sign = text.startsWith("-") ? -1 : 1
  return sign * Number(text.replace(/^[-+]/, ""))
}
