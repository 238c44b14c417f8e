import type { ScalarNode, YamlNode } from "./nodes"
import { plainTag, scalarTag } from "./resolve"

/** The plain JavaScript value of a node. Aliases share one value, so that many of them take no room; a loop of them is null. */
export function toValue(root: YamlNode): unknown {
  const known = new Map<YamlNode, unknown>()
  const read = (node: YamlNode): unknown => {
    if (node.kind === "alias") return known.has(node.target) ? known.get(node.target) : read(node.target)
    if (node.kind === "scalar") return scalarValue(node)
    known.set(node, null)
    const value =
      node.kind === "sequence"
        ? node.items.map(read)
        : Object.fromEntries(node.pairs.map(({ key, value }) => [String(read(key)), read(value)]))
    known.set(node, value)
    return value
  }
  return read(root)
}

function scalarValue(node: ScalarNode): unknown {
  switch (scalarTag(node)) {
    case "!!null":
      return null
    case "!!bool":
      return node.value.toLowerCase() === "true"
    case "!!int":
    case "!!float":
      return plainTag(node.value) === "!!str" ? node.value : numberOf(node.value.replaceAll("_", ""))
    default:
      return node.value
  }
}

function numberOf(text: string): number {
  if (/inf$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity
  if (/^[-+]?0[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  const sign = text.startsWith("-") ? -1 : 1
  return sign * Number(text.replace(/^[-+]/, ""))
}
