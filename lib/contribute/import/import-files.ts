import { Document } from "yaml"
import { format } from "@/lib/contribute/format"
import type { RuleDocument } from "@/lib/rules/document"
import { type RuleDocuments, readDocuments } from "@/lib/rules/documents"
import { child, textOf, unaliased } from "@/lib/yaml/nodes"
import { decodeText } from "@/lib/yaml/text"
import type { NameRules } from "./draft-rule"
import { draftRunbook } from "./draft-runbook"
import { importDashboard } from "./import-dashboard"
import { importRules } from "./import-rules"
import type { Outcome, Refused, Taken } from "./item"
import { type Provenance, provenanceLine } from "./provenance"
import { uncovered, unlistedRules } from "./uncovered"

/** What is imported, and into what. */
export interface ImportRequest {
  /** Names as they are shown, and contents. */
  files: readonly { file: string; content: string | Uint8Array }[]
  provenance: Provenance
  names: NameRules
  /** Paths within the entry that are taken already. */
  existing: ReadonlySet<string>
}

/** The files that an import makes, by path within the entry, and what became of each thing. */
export interface Import extends Outcome {
  files: ReadonlyMap<string, string>
  /** Alerts that no unit test covers, since one cannot be made without knowing what the rule is for. */
  testsMissing: readonly string[]
}

/** Makes files of the catalog out of rule files, Kubernetes objects, mixins' output and dashboards. Never throws. */
export function importFiles(request: ImportRequest): Import {
  const run = new Run(request)
  for (const { file, content } of request.files) run.file(file, content)
  const { files, imported, refused, testsMissing } = run
  return { files, imported, refused, testsMissing }
}

class Run {
  readonly files = new Map<string, string>()
  readonly imported: Taken[] = []
  readonly refused: Refused[] = []
  readonly testsMissing: string[] = []

  constructor(private readonly request: ImportRequest) {}

  file(file: string, content: string | Uint8Array): void {
    const [taken, refused] = [this.imported.length, this.refused.length]
    const read = readDocuments(file, content)
    const decoded = decodeText(content)
    for (const document of read.documents) this.document(document)
    this.faults(file, read)
    if ("text" in decoded) {
      if (read.problems.length === 0) this.refused.push(...uncovered(file, decoded.text, read.documents))
      const holdsRules = read.documents.some(({ kind }) => kind !== "other" && kind !== "dashboard")
      if (holdsRules || read.problems.length > 0) {
        const items = [...this.imported.slice(taken), ...this.refused.slice(refused)]
        const listed = items.filter(({ kind }) => kind === "alert" || kind === "recording").map(({ name }) => name)
        this.refused.push(...unlistedRules(file, decoded.text, listed))
      }
    }
    if (this.imported.length === taken && this.refused.length === refused)
      this.refused.push({
        kind: "file",
        name: file,
        file,
        line: 1,
        column: 1,
        reason: "empty",
        message: "There is nothing in it",
      })
  }

  private faults(file: string, { problems }: RuleDocuments): void {
    for (const { line, column, message, hint } of problems) {
      const reason = hint?.includes("Helm") ? "template" : "syntax"
      const more = reason === "template" ? "Render the chart first: helm template CHART | exporterhub import -" : hint
      this.refused.push({
        kind: "file",
        name: file,
        file,
        line,
        column,
        reason,
        message,
        ...(more !== undefined && { hint: more }),
      })
    }
  }

  private document(document: RuleDocument): void {
    const { kind, title, file, node, source } = document
    const item = { kind: "document" as const, name: title, file, ...source.at(node.start) }
    if (kind === "dashboard") this.dashboard(document)
    else if (kind === "other")
      this.refused.push({ ...item, reason: "not-rules", message: "It holds no rules and no dashboard" })
    else if (kind === "Loki") this.refused.push(...logRules(document))
    else this.rules(document)
  }

  private rules(document: RuleDocument): void {
    const to = this.free("rules", slugOf(document), "yaml")
    const { groups, alerts, imported, refused } = importRules(document, to, this.request.names)
    this.imported.push(...imported)
    this.refused.push(...refused)
    if (groups.length === 0) return
    this.write(to, new Document({ groups }).toString({ lineWidth: 0 }))
    for (const draft of alerts) {
      if (!("alert" in draft.rule)) continue
      const runbook = `runbooks/${draft.rule.alert}.md`
      if (!this.request.existing.has(runbook)) this.write(runbook, draftRunbook(draft))
      this.testsMissing.push(draft.rule.alert)
    }
  }

  private dashboard(document: RuleDocument): void {
    const to = this.free("dashboards", slugOf(document), "yaml")
    const { text, imported, refused } = importDashboard(document, to)
    this.imported.push(...imported)
    this.refused.push(...refused)
    if (text !== undefined) this.write(to, text)
  }

  private write(path: string, text: string): void {
    const line = provenanceLine(this.request.provenance)
    // The front matter of a runbook has to be the first thing in it.
    const marked = path.endsWith(".md") ? text.replace(/\n---\n/, `\n---\n<!-- ${line} -->\n\n`) : `# ${line}\n${text}`
    this.files.set(path, format(path, marked).text)
  }

  private free(folder: string, name: string, ending: string): string {
    for (let number = 1; ; number++) {
      const path = `${folder}/${name}${number === 1 ? "" : `-${number}`}.${ending}`
      if (!this.request.existing.has(path) && !this.files.has(path)) return path
    }
  }
}

/** Each rule on logs by itself, so that the counts are those of rules. */
function logRules({ file, node, source }: RuleDocument): Refused[] {
  const groups = child(node, "groups") ?? child(child(node, "spec"), "groups")
  const items = (list: typeof groups) => {
    const found = list && unaliased(list)
    return found?.kind === "sequence" ? found.items : []
  }
  return items(groups)
    .flatMap((group) => items(child(group, "rules")))
    .map((rule) => {
      const alert = textOf(child(rule, "alert"))
      const kind = alert === undefined ? "recording" : "alert"
      const name = alert ?? textOf(child(rule, "record")) ?? ""
      const message = "It is in LogQL: Loki reads it, Prometheus does not"
      return { kind, name, file, ...source.at(rule.start), reason: "not-prometheus", message }
    })
}

/** A name for a file: that of the file it comes from, or of the value of a ConfigMap. */
function slugOf({ file, title, path }: RuleDocument): string {
  const inner = path.length > 1 && /\.(?:ya?ml|json)/.test(title) ? title.replace(/ of .*$/, "") : file
  const slug = inner
    .replace(/^.*\//, "")
    .replace(/\.(?:ya?ml|json|rules?)(?:\.tmpl)?$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
  return slug === "" || slug === "stdin" ? "imported" : slug.slice(0, 60)
}
