import type { Problem } from "@/lib/problem"
import type { RuleDocument } from "@/lib/rules/document"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"
import type { AlertingRule, RecordingRule, RuleGroup } from "@/lib/rules/rule-group"
import { child, textOf, unaliased, type YamlNode } from "@/lib/yaml/nodes"
import { type DraftRule, draftRule, type NameRules } from "./draft-rule"
import type { Item, Refused, Taken } from "./item"

/** A group as it is written into the entry. */
export interface DraftGroup {
  name: string
  interval?: string
  rules: readonly DraftRule["rule"][]
}

/** What became of a document with rules. */
export interface ImportedRules {
  groups: readonly DraftGroup[]
  /** Alerts that were taken, for their runbooks. */
  alerts: readonly DraftRule[]
  imported: readonly Taken[]
  refused: readonly Refused[]
}

/** Fields of a group that a rule file of the catalog has no place for. */
const GROUP_FIELDS = ["limit", "query_offset", "partial_response_strategy"] as const

/**
 * Takes the rules of a document into groups of the catalog's form. Every rule, and every field that has no place here, is
 * either imported or refused. `to` is the file that they go to; names that are taken are added to `names`.
 */
export function importRules(document: RuleDocument, to: string, names: NameRules): ImportedRules {
  return new Importer(document, to, names).run()
}

class Importer {
  private readonly imported: Taken[] = []
  private readonly refused: Refused[] = []
  private readonly alerts: DraftRule[] = []
  private readonly groups: DraftGroup[] = []
  private readonly read: ReadonlyMap<string, RuleGroup>
  private readonly faults: Set<Problem>

  constructor(
    private readonly document: RuleDocument,
    private readonly to: string,
    private readonly names: NameRules,
  ) {
    // The newest profile knows every field, so that what a group has and the catalog lacks is said below, by name.
    const { groups, problems } = parseRuleFile(document, { profile: "3.5" })
    this.read = new Map(groups.map((group) => [JSON.stringify(group.origin.path), group]))
    this.faults = new Set(problems.filter(({ severity }) => severity === "error"))
  }

  run(): ImportedRules {
    const { document } = this
    const isFile = document.kind === "rule-file"
    const root = isFile ? document.node : child(document.node, "spec")
    const path = isFile ? document.path : [...document.path, "spec"]
    const list = root && child(root, "groups")
    const groups = listOf(list)
    groups.forEach((node, i) => {
      this.group(node, [...path, "groups", i])
    })
    if (groups.length === 0) {
      const fault = this.takeFault(document.node)
      this.refuse(
        this.item("document", document.title, document.node),
        "empty",
        fault?.message ?? "There are no groups in it",
      )
    }
    this.rest()
    const { imported, refused, alerts } = this
    return { groups: this.groups, alerts, imported, refused }
  }

  private group(node: YamlNode, path: readonly (string | number)[]): void {
    const group = this.read.get(JSON.stringify(path))
    const given = textOf(child(node, "name")) ?? ""
    const item = this.item("group", given, node)
    const rules = listOf(child(node, "rules"))
    const drafts = rules.flatMap((rule, i) => this.rule(rule, group, JSON.stringify([...path, "rules", i])))
    if (rules.length === 0) {
      this.refuse(item, "empty", this.takeFault(node)?.message ?? "The group has no rules")
      return
    }
    for (const field of GROUP_FIELDS) {
      const value = child(node, field)
      if (value)
        this.refuse(
          this.item("field", `${field} of group ${given}`, value),
          "unsupported",
          `Groups of the catalog have no ${field}`,
        )
    }
    if (drafts.length === 0) return
    const name = this.names.group(this.to, given === "" ? "rules" : given)
    if (group?.name !== undefined && name !== given)
      for (const problem of this.faults)
        if (problem.message.includes(`"${given}" is repeated`)) this.faults.delete(problem)
    this.groups.push({
      name,
      ...(group?.interval !== undefined && { interval: group.interval }),
      rules: drafts.map(({ rule }) => rule),
    })
    this.alerts.push(...drafts.filter(({ kind }) => kind === "alert"))
  }

  private rule(node: YamlNode, group: RuleGroup | undefined, path: string): DraftRule[] {
    const kind = child(node, "alert") || !child(node, "record") ? "alert" : "recording"
    const name = textOf(child(node, kind === "alert" ? "alert" : "record")) ?? ""
    const item = this.item(kind, name, node)
    const fault = this.takeFault(node)
    const found = group?.rules.find(({ origin }) => JSON.stringify(origin.path) === path)
    if (fault || !found) {
      const reason = fault && /\{\{/.test(textOf(child(node, "expr")) ?? "") ? "template" : "syntax"
      const hint = reason === "template" ? "Render it first: helm template" : fault?.hint
      this.refuse(
        { ...item, ...(fault && { line: fault.line, column: fault.column }) },
        reason,
        fault?.message ?? "This is no rule",
        hint,
      )
      return []
    }
    return this.taken(item, found, group?.labels ?? {})
  }

  private taken(
    item: Item,
    found: AlertingRule | RecordingRule,
    groupLabels: Readonly<Record<string, string>>,
  ): DraftRule[] {
    const draft = draftRule({ ...found, labels: { ...groupLabels, ...found.labels } }, this.names)
    if ("reason" in draft) {
      this.refuse(item, draft.reason, draft.message, draft.hint)
      return []
    }
    this.imported.push({ ...item, to: this.to, changes: draft.changes })
    return [draft]
  }

  /** The first fault inside of a node; all of them are then accounted for. */
  private takeFault(node: YamlNode): Problem | undefined {
    const { source } = this.document
    const [start, end] = [source.at(node.start), source.at(node.end)]
    const inside = [...this.faults].filter(
      ({ line, column }) =>
        (line > start.line || (line === start.line && column >= start.column)) &&
        (line < end.line || (line === end.line && column <= end.column)),
    )
    for (const fault of inside) this.faults.delete(fault)
    return inside[0]
  }

  /** Faults that are in no rule: unknown fields, and names of groups. */
  private rest(): void {
    for (const { file, line, column, message, hint } of this.faults)
      this.refuse({ kind: "field", name: this.document.title, file, line, column }, "syntax", message, hint)
  }

  private item(kind: Item["kind"], name: string, node: YamlNode): Item {
    return { kind, name, file: this.document.file, ...this.document.source.at(node.start) }
  }

  private refuse(item: Item, reason: Refused["reason"], message: string, hint?: string): void {
    this.refused.push({ ...item, reason, message, ...(hint !== undefined && { hint }) })
  }
}

function listOf(node: YamlNode | undefined): readonly YamlNode[] {
  const list = node && unaliased(node)
  return list?.kind === "sequence" ? list.items : []
}
