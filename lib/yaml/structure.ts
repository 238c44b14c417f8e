import { type MappingNode, unaliased, type YamlNode } from "./nodes"
import { scalarTag, tagFault } from "./resolve"

/** What YAML's grammar lets pass, and no reader of its values can take. */
export interface StructureFault {
  node: YamlNode
  message: string
  hint?: string
}

/** So many values may be read through aliases, each counted as often as it is read. Sharing a few needs some dozens. */
const MAX_ALIASED = 10_000

/** Keys that are set twice or are no text, scalars that are not of the type of their tag, and aliases that multiply or loop. */
export function structureFaults(root: YamlNode): StructureFault[] {
  const walk = new Walk()
  walk.sizeOf(root)
  return walk.faults.sort((a, b) => a.node.start - b.node.start)
}

class Walk {
  readonly faults: StructureFault[] = []
  /** How many values a list or mapping is when aliases are followed; undefined while it is being counted. */
  private readonly sizes = new Map<YamlNode, number | undefined>()
  private aliased = 0

  /** The number of values in a node, after its faults are noted. */
  sizeOf(node: YamlNode): number {
    if (node.kind === "alias") return this.aliasSize(node, node.target)
    if (node.kind === "scalar") {
      const fault = tagFault(node)
      if (fault !== undefined) this.faults.push({ node, message: fault })
      return 1
    }
    this.sizes.set(node, undefined)
    let size = 1
    if (node.kind === "sequence") for (const item of node.items) size += this.sizeOf(item)
    else {
      this.keys(node)
      for (const { value } of node.pairs) size += this.sizeOf(value)
    }
    this.sizes.set(node, size)
    return size
  }

  private aliasSize(node: YamlNode, target: YamlNode): number {
    if (target.kind === "scalar") return 1
    const size = this.sizes.get(target)
    if (size === undefined) {
      this.faults.push({ node, message: "This alias stands inside of what it is an alias of" })
      return 1
    }
    const isFirst = this.aliased <= MAX_ALIASED
    this.aliased += size
    if (isFirst && this.aliased > MAX_ALIASED)
      this.faults.push({ node, message: "The file consists of aliases of aliases", hint: "Write the values out" })
    return size
  }

  private keys({ pairs }: MappingNode): void {
    const seen = new Set<string>()
    for (const { key: node } of pairs) {
      const key = unaliased(node)
      if (key.kind !== "scalar" || scalarTag(key) === "!!null") {
        this.faults.push({ node, message: "A key must be a text", hint: "Put it in quotes" })
      } else if (scalarTag(key) === "!!merge") {
        this.faults.push({ node, message: "Merge keys (<<) are not read here", hint: "Write the keys out" })
      } else if (seen.has(key.value)) {
        this.faults.push({ node, message: "This key is already set above", hint: "Keep one of the two" })
      } else seen.add(key.value)
    }
  }
}
