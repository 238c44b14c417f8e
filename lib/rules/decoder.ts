import {
  type AliasNode,
  type MappingNode,
  type ScalarNode,
  type SequenceNode,
  unaliased,
  type YamlNode,
} from "@/lib/yaml/nodes"
import { decodeBinary, goInteger, scalarTag, tagFault } from "@/lib/yaml/resolve"

/** Takes a fault at a node. */
export type Report = (node: YamlNode, message: string, hint?: string) => void

/** A key of a mapping with its value, after merge keys are resolved. */
export interface Field {
  name: string
  key: YamlNode
  value: YamlNode
}

/** A key with a text as its value, such as a label. */
export interface TextField extends Field {
  text: string
}

const FREE_ALIASES = 100
const FREE_VALUES = 1_000

/** The share of decoded values that may come through aliases, by the number of values; the limits of yaml.v3. */
function allowedAliasShare(values: number): number {
  const growth = Math.min(Math.max((values - 400_000) / 3_600_000, 0), 1)
  return 0.99 - 0.89 * growth
}

/** What Kubernetes' YAML reader takes for true or false, beside what yaml.v3 does. */
const OLD_BOOLEAN = /^(?:y|yes|on|n|no|off)$/i

/**
 * Decodes YAML into texts, lists and structs as Go's yaml.v3 does for Prometheus: numbers and booleans are texts too, null is
 * no value, merge keys are followed and every key is unique. Where Go stops at a fault this goes on, so that all are found.
 */
export class Decoder {
  private values = 0
  private aliased = 0
  private aliasDepth = 0
  private readonly open = new Set<AliasNode>()
  private isBomb = false

  /** With `strictTypes` a number or boolean is no text, as Kubernetes has it. */
  constructor(
    private readonly report: Report,
    private readonly strictTypes = false,
  ) {}

  /** The text of a scalar; undefined for null, and for anything else, which is a fault. */
  text(node: YamlNode, what = "a text"): string | undefined {
    return this.within(node, (target) => {
      if (target.kind !== "scalar") return this.refuse(node, target, what)
      return this.scalarText(node, target, what)
    })
  }

  private scalarText(at: YamlNode, scalar: ScalarNode, what: string): string | undefined {
    const fault = tagFault(scalar)
    if (fault !== undefined) this.report(at, fault)
    const tag = scalarTag(scalar)
    if (tag === "!!null") return undefined
    if (this.strictTypes && this.isOtherType(scalar, tag)) {
      const type = TYPE_WORDS[tag] ?? "a boolean"
      this.report(at, `${scalar.value} is ${type} to Kubernetes, and ${what} is expected`, "Put it in quotes")
    }
    return tag === "!!binary" && fault === undefined ? decodeBinary(scalar.value) : scalar.value
  }

  private isOtherType({ style, value }: ScalarNode, tag: string): boolean {
    return TYPE_WORDS[tag] !== undefined || (style === "plain" && tag === "!!str" && OLD_BOOLEAN.test(value))
  }

  /** A whole number; undefined for null and for a fault. */
  integer(node: YamlNode): number | undefined {
    return this.within(node, (target) => {
      if (target.kind !== "scalar") return this.refuse(node, target, "a whole number")
      const fault = tagFault(target)
      if (fault !== undefined) this.report(node, fault)
      if (scalarTag(target) === "!!null") return undefined
      const isFraction = this.strictTypes && scalarTag(target) !== "!!int"
      const value = isFraction ? undefined : goInteger(target)
      if (value === undefined && fault === undefined) this.report(node, `"${target.value}" is not a whole number`)
      return value
    })
  }

  /** The entries of a list that `read` gives a value for; undefined when it is null or no list. */
  list<T>(node: YamlNode, what: string, read: (item: YamlNode) => T | undefined): T[] | undefined {
    return this.within(node, (target) => {
      if (target.kind !== "sequence") return this.refuse(node, target, what)
      return target.items.flatMap((item) => {
        const value = read(item)
        return value === undefined ? [] : [value]
      })
    })
  }

  /** What `read` makes of the fields of a mapping; undefined when it is null or no mapping. */
  fields<T>(node: YamlNode, what: string, read: (fields: readonly Field[]) => T): T | undefined {
    return this.mapping(node, what, undefined, read)
  }

  /** The fields of a mapping of texts; a null is an empty text. */
  texts(node: YamlNode, what: string): readonly TextField[] {
    return this.fields(node, what, (fields) => fields.flatMap((field) => this.textField(field))) ?? []
  }

  private textField(field: Field): TextField[] {
    const text = this.text(field.value)
    if (text !== undefined) return [{ ...field, text }]
    if (unaliased(field.value).kind !== "scalar") return []
    if (this.strictTypes) this.report(field.value, `The value of ${field.name} is missing`)
    return [{ ...field, text: "" }]
  }

  private mapping<T>(
    node: YamlNode,
    what: string,
    merged: Set<string> | undefined,
    read: (fields: readonly Field[]) => T,
  ): T | undefined {
    return this.within(node, (target) => {
      if (target.kind !== "mapping") return this.refuse(node, target, what)
      this.uniqueKeys(target)
      return read(this.ownAndMerged(target, what, merged))
    })
  }

  private uniqueKeys({ pairs }: MappingNode): void {
    const seen = new Set<string>()
    for (const { key } of pairs) {
      const name = key.kind === "scalar" ? key.value : key.kind === "alias" ? key.name : ""
      const id = `${key.kind} ${name}`
      if (seen.has(id)) this.report(key, `The key ${name} is already set above`, "Keep one of the two")
      seen.add(id)
    }
  }

  private ownAndMerged({ pairs }: MappingNode, what: string, merged: Set<string> | undefined): Field[] {
    const fields: Field[] = []
    let merge: YamlNode | undefined
    for (const { key, value } of pairs) {
      if (isMerge(key)) {
        merge = value
        continue
      }
      const name = this.text(key, "a key")
      if (name === undefined || merged?.has(name)) continue
      merged?.add(name)
      fields.push({ name, key, value })
    }
    if (!merge) return fields
    return [...fields, ...this.merge(merge, what, merged ?? new Set(fields.map(({ name }) => name)))]
  }

  private merge(node: YamlNode, what: string, merged: Set<string>): Field[] {
    const sources = node.kind === "sequence" ? node.items : [node]
    return sources.flatMap((source) => {
      const target = source.kind === "alias" ? source.target : source
      if (target.kind === "mapping") return this.mapping(source, what, merged, (fields) => [...fields]) ?? []
      this.report(source, "Only mappings can be merged with <<")
      return []
    })
  }

  /** Follows an alias, and counts what is read through aliases. */
  private within<T>(
    node: YamlNode,
    read: (target: ScalarNode | SequenceNode | MappingNode) => T | undefined,
  ): T | undefined {
    if (this.isBomb) return undefined
    this.values++
    if (this.aliasDepth > 0) this.aliased++
    if (
      this.aliased > FREE_ALIASES &&
      this.values > FREE_VALUES &&
      this.aliased > allowedAliasShare(this.values) * this.values
    ) {
      this.isBomb = true
      this.report(node, "The document consists of aliases of aliases")
      return undefined
    }
    if (node.kind !== "alias") return read(node)
    if (this.open.has(node)) {
      this.report(node, `The anchor &${node.name} contains itself`)
      return undefined
    }
    this.open.add(node)
    this.aliasDepth++
    const value = this.within(node.target, read)
    this.aliasDepth--
    this.open.delete(node)
    return value
  }

  private refuse(at: YamlNode, target: YamlNode, what: string): undefined {
    if (target.kind === "scalar") {
      if (scalarTag(target) === "!!null" && tagFault(target) === undefined) return undefined
      const text = target.value.length > 20 ? `${target.value.slice(0, 17)}…` : target.value
      this.report(at, `${what.charAt(0).toUpperCase()}${what.slice(1)} is expected here, not the text "${text}"`)
    } else {
      const is = target.kind === "mapping" ? "a mapping" : "a list"
      this.report(at, `${what.charAt(0).toUpperCase()}${what.slice(1)} is expected here, not ${is}`)
    }
    return undefined
  }
}

const TYPE_WORDS: Readonly<Record<string, string | undefined>> = {
  "!!int": "a number",
  "!!float": "a number",
  "!!bool": "a boolean",
}

/** A quoted "<<" is an ordinary key. */
function isMerge(key: YamlNode): boolean {
  if (key.kind !== "scalar" || key.value !== "<<") return false
  return key.tag === "!!merge" || ((key.tag === "" || key.tag === "!") && key.style === "plain")
}
