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

/** The value of key `name` in a mapping: the first one, when a broken file has it twice. */
export function child(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return pairOf(node, name)?.value
}

/** The pair with key `name`. */
function pairOf(node: YamlNode | undefined, name: string): Pair | undefined {
  const mapping = node && unaliased(node)
  if (mapping?.kind !== "mapping") return undefined
  return mapping.pairs.length > FEW_PAIRS ? indexOf(mapping).get(name) : mapping.pairs.find((pair) => isKey(pair, name))
}

/** So many keys are looked through as fast as an index is asked. */
const FEW_PAIRS = 16

function isKey({ key }: Pair, name: string): boolean {
  const scalar = unaliased(key)
  return scalar.kind === "scalar" && scalar.value === name
}

/** Every unknown key of a file is looked up once for its place; a file may have a hundred thousand. */
const indices = new WeakMap<MappingNode, ReadonlyMap<string, Pair>>()

function indexOf(mapping: MappingNode): ReadonlyMap<string, Pair> {
  const known = indices.get(mapping)
  if (known) return known
  const index = new Map<string, Pair>()
  for (const pair of mapping.pairs) {
    const scalar = unaliased(pair.key)
    if (scalar.kind === "scalar" && !index.has(scalar.value)) index.set(scalar.value, pair)
  }
  indices.set(mapping, index)
  return index
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
