interface NodeBase {
  /** Offset of its first character, with its anchor and tag where it has them. */
  start: number
  /** Offset behind its last character. */
  end: number
  /** The tag that is written at it, in short form ("!!str"); empty when there is none. */
  tag: string
}

/** How a scalar is written. */
export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded"

/** A text, number, boolean or null: which of them is decided by whoever reads it. */
export interface ScalarNode extends NodeBase {
  kind: "scalar"
  value: string
  style: ScalarStyle
  /** Offset of the scalar itself, behind anchor and tag. */
  content: number
  /** Column of the collection around it, -1 at the root: what its own lines must be indented by more than. */
  indent: number
  inFlow: boolean
}

export interface SequenceNode extends NodeBase {
  kind: "sequence"
  items: YamlNode[]
}

export interface Pair {
  key: YamlNode
  value: YamlNode
}

export interface MappingNode extends NodeBase {
  kind: "mapping"
  pairs: Pair[]
}

export interface AliasNode extends NodeBase {
  kind: "alias"
  name: string
  target: YamlNode
}

/** A value of a YAML document as it is written, with its place. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode

/** The node an alias stands for, or the node itself. */
export function unaliased(node: YamlNode): Exclude<YamlNode, AliasNode> {
  let target = node
  while (target.kind === "alias") target = target.target
  return target
}

/** The value of key `name` in a mapping: the last one, when a broken file has it twice. */
export function child(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return pairOf(node, name)?.value
}

/** The pair with key `name`. */
export function pairOf(node: YamlNode | undefined, name: string): Pair | undefined {
  const mapping = node && unaliased(node)
  if (mapping?.kind !== "mapping") return undefined
  return mapping.pairs.find(({ key }) => {
    const scalar = unaliased(key)
    return scalar.kind === "scalar" && scalar.value === name
  })
}

/** The pair with key `step`, or the entry of that number in a list, which is its own key. */
export function stepInto(node: YamlNode | undefined, step: string | number): Pair | undefined {
  const target = node && unaliased(node)
  if (target?.kind !== "sequence") return pairOf(target, String(step))
  const item = target.items[Number(step)]
  return item && { key: item, value: item }
}

/** The text of a scalar; undefined for anything else. */
export function textOf(node: YamlNode | undefined): string | undefined {
  const scalar = node && unaliased(node)
  return scalar?.kind === "scalar" ? scalar.value : undefined
}
