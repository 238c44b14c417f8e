import type { Problem } from "@/lib/problem"
import { compareProblems } from "@/lib/problem"
import { DEFAULT_PROFILE, type Profile } from "@/lib/promql/profile"
import { child, unaliased, type YamlNode } from "@/lib/yaml/nodes"
import type { Path } from "@/lib/yaml/place"
import { Decoder, type Field } from "./decoder"
import type { RuleDocument } from "./document"
import { duplicateRules } from "./duplicate-rules"
import { Faults } from "./faults"
import { durationFault, isLabelName, isUnicode } from "./names"
import { type RuleContext, readRule } from "./read-rule"
import type { RuleGroup } from "./rule-group"
import { fieldVerdict, type RuleKind } from "./schema"
import { textsOf } from "./texts"

/** How a rule file is judged. */
export interface RuleFileOptions {
  /** The Prometheus that must take it. */
  profile?: Profile
}

/** The groups of a document that holds rules, as far as they can be read, and every fault that is found. */
export interface RuleFileResult {
  groups: readonly RuleGroup[]
  problems: readonly Problem[]
}

/**
 * Reads a document as Prometheus would. An error is what makes Prometheus (promtool check rules; for Kubernetes objects also
 * the API server) refuse the file; what it lets pass and should not be is a warning. Other documents have no groups and no faults.
 */
export function parseRuleFile(
  document: RuleDocument,
  { profile = DEFAULT_PROFILE }: RuleFileOptions = {},
): RuleFileResult {
  const { kind } = document
  if (kind === "Loki" || kind === "dashboard" || kind === "other") return { groups: [], problems: [] }
  const reader = new GroupReader(document, kind, profile)
  const groups = reader.read()
  return { groups, problems: [...reader.faults.problems].sort(compareProblems) }
}

class GroupReader {
  readonly faults: Faults
  private readonly decoder: Decoder

  constructor(
    private readonly document: RuleDocument,
    private readonly kind: RuleKind,
    private readonly profile: Profile,
  ) {
    this.faults = new Faults(document)
    const report = (node: YamlNode, message: string, hint?: string) =>
      this.faults.add("rule-format", node, message, { hint })
    this.decoder = new Decoder(report, kind !== "rule-file")
  }

  read(): RuleGroup[] {
    const root = this.root()
    if (!root) return []
    const groups =
      this.decoder.fields(root.node, "a mapping with the key groups", (fields) =>
        fields.filter((field) => this.isKnown("root", field)).flatMap(({ value }) => this.groups(value, root.path)),
      ) ?? []
    this.repeatedNames(groups)
    for (const { at, message, hint } of duplicateRules(groups, this.profile))
      this.faults.add("duplicate-rule", this.nodes.get(at) ?? root.node, message, { hint, severity: "warning" })
    return groups
  }

  private readonly nodes = new Map<unknown, YamlNode>()

  /** The mapping with the groups: the document, or the spec of an object. */
  private root(): { node: YamlNode; path: Path } | undefined {
    const { node, path } = this.document
    if (this.kind === "rule-file") return { node, path }
    const spec = child(node, "spec")
    if (spec) return { node: spec, path: [...path, "spec"] }
    this.faults.add("rule-format", node, `${this.document.title} has no spec`)
    return undefined
  }

  private isKnown(part: "root" | "group" | "rule", { name, key }: Field): boolean {
    const verdict = fieldVerdict(this.kind, part, name, this.profile)
    if (!verdict.known) this.faults.add("rule-format", key, verdict.message, { hint: verdict.hint })
    return verdict.known
  }

  private groups(node: YamlNode, path: Path): RuleGroup[] {
    let index = 0
    const read = (item: YamlNode) => {
      const at = [...path, "groups", index++]
      return this.decoder.fields(item, "a group", (fields) => this.group(item, fields, at))
    }
    return this.decoder.list(node, "a list of groups", read) ?? []
  }

  private group(node: YamlNode, fields: readonly Field[], path: Path): RuleGroup {
    const { decoder } = this
    const group: { -readonly [K in keyof RuleGroup]: RuleGroup[K] } = {
      name: "",
      labels: {},
      rules: [],
      origin: { file: this.document.file, path },
    }
    this.nodes.set(group, node)
    const byName = new Map<string, Field>()
    for (const field of fields) if (this.isKnown("group", field)) byName.set(field.name, field)
    const name = byName.get("name")
    group.name = (name && decoder.text(name.value)) ?? ""
    if (group.name === "" && (!name || unaliased(name.value).kind === "scalar"))
      this.faults.add("rule-format", name?.value ?? node, "The group has no name")
    for (const key of ["interval", "query_offset"] as const) {
      const text = this.duration(byName.get(key))
      if (text !== undefined) group[key] = text
    }
    const limit = byName.get("limit")
    const limitValue = limit && decoder.integer(limit.value)
    if (limitValue !== undefined) group.limit = limitValue
    this.strategy(byName.get("partial_response_strategy"), group)
    group.labels = this.groupLabels(byName.get("labels"))
    const rules = byName.get("rules")
    if (rules) group.rules = this.rules(rules.value, group.name, [...path, "rules"])
    return group
  }

  private strategy(field: Field | undefined, group: { partial_response_strategy?: string }): void {
    const text = field && this.decoder.text(field.value)
    if (field === undefined || text === undefined) return
    if (/^(?:abort|warn)?$/i.test(text)) group.partial_response_strategy = text
    else this.faults.add("rule-format", field.value, `"${text}" is no strategy`, { hint: 'It is "abort" or "warn"' })
  }

  private groupLabels(field: Field | undefined): RuleGroup["labels"] {
    if (!field) return {}
    const labels = this.decoder.texts(field.value, "a mapping of labels")
    for (const { name, key, value, text } of labels) {
      if (!isLabelName(name, this.profile) || name === "__name__")
        this.faults.add("rule-format", key, `"${name}" is not a valid label name`)
      if (!isUnicode(text)) this.faults.add("rule-format", value, `The value of the label ${name} is not UTF-8`)
    }
    return textsOf(labels)
  }

  private duration(field: Field | undefined): string | undefined {
    const text = field && this.decoder.text(field.value, "a duration")
    if (field === undefined || text === undefined) return undefined
    const fault = this.kind === "VMRule" ? undefined : durationFault(text) // VictoriaMetrics has durations of its own
    if (fault) this.faults.add("rule-format", field.value, fault.message, { hint: fault.hint })
    return text
  }

  private rules(node: YamlNode, group: string, path: Path): RuleGroup["rules"] {
    let index = 0
    const context: RuleContext = {
      kind: this.kind,
      profile: this.profile,
      decoder: this.decoder,
      faults: this.faults,
      isKnown: (field) => this.isKnown("rule", field),
      duration: (field) => this.duration(field),
    }
    const read = (item: YamlNode) => {
      const origin = { file: this.document.file, path: [...path, index++] }
      const rule = readRule(context, item, group, origin)
      if (rule) this.nodes.set(rule, item)
      return rule
    }
    return this.decoder.list(node, "a list of rules", read) ?? []
  }

  private repeatedNames(groups: readonly RuleGroup[]): void {
    const seen = new Set<string>()
    for (const group of groups) {
      const node = this.nodes.get(group)
      if (seen.has(group.name) && node)
        this.faults.add(
          "rule-format",
          child(node, "name") ?? node,
          `The group name "${group.name}" is repeated in the same file`,
          {
            hint: "Give every group of a file a name of its own",
          },
        )
      seen.add(group.name)
    }
  }
}
