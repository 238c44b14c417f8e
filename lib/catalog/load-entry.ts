import type { z } from "zod"
import { HubError } from "@/lib/error"
import type { Problem } from "@/lib/problem"
import type { ValueOptions } from "@/lib/yaml/to-value"
import { type Capture, parseCapture } from "./capture"
import { DashboardFile } from "./dashboard-file"
import type { Alert, CapturedVersion, Dashboard, Entry, Recording, Rules, RuleTests } from "./entry"
import { EntryFile } from "./entry-file"
import { ruleComments } from "./rule-comments"
import { RuleFile } from "./rule-file"
import { RuleTestFile } from "./rule-test-file"
import { parseRunbook, type Runbook } from "./runbook"
import { parseWith } from "./schema-problems"
import type { FileSource } from "./source"
import { type Path, parseYaml, type YamlSource } from "./yaml-source"

/** The parts of an entry that can fail to load on their own; a check that needs a broken part is not run. */
export type Part = "entry" | "readme" | "rules" | "tests" | "runbooks" | "dashboards" | "captures"

/** An entry as far as it could be read. Parts that are broken are empty in `entry` and named in `broken`. */
export interface LoadedEntry {
  id: string
  /** Missing only when `entry.yaml` itself is broken. */
  entry?: Entry
  broken: ReadonlySet<Part>
  problems: readonly Problem[]
  /** Parsed YAML files by path, for positions. */
  sources: ReadonlyMap<string, YamlSource>
  /** Raw text by path, of every file that was read. */
  texts: ReadonlyMap<string, string>
}

/** The files of an entry, by their names in its folder. */
const KNOWN: readonly RegExp[] = [
  /^entry\.yaml$/,
  /^README\.md$/,
  /^CHANGELOG\.md$/,
  /^rules\/[a-z0-9-]+\.yaml$/,
  /^tests\/[a-z0-9-]+\.yaml$/,
  /^runbooks\/[A-Za-z0-9]+\.md$/,
  /^dashboards\/[a-z0-9-]+\.yaml$/,
  /^captures\/[\w.+-]+\.prom$/,
]

/** Reads and parses the entry in folder `id`. Content faults are collected; only an unreadable source throws. */
export async function loadEntry(source: FileSource, id: string): Promise<LoadedEntry> {
  const reader = new EntryReader(id)
  const files = await source.list(id)
  if (!files.includes(`${id}/entry.yaml`)) {
    reader.fail("entry", `${id}/entry.yaml`, "The entry has no entry.yaml")
    return reader.result()
  }
  const isKnown = (file: string) => KNOWN.some((pattern) => pattern.test(file.slice(id.length + 1)))
  const read = async (file: string) => [file, await source.read(file)] as const
  for (const [file, text] of await Promise.all(files.filter(isKnown).map(read))) reader.texts.set(file, text)
  for (const file of files) if (!isKnown(file)) reader.stray(file)
  return reader.result()
}

/** Reads many entries; see loadEntry and entryIds. */
export async function loadEntries(source: FileSource, ids?: readonly string[]): Promise<LoadedEntry[]> {
  return Promise.all((await entryIds(source, ids)).map((id) => loadEntry(source, id)))
}

/** Ids of the entries that are asked for, else of all. Throws HubError("not-found") when one has no folder. */
export async function entryIds(source: FileSource, ids?: readonly string[]): Promise<readonly string[]> {
  const known = folders(await source.list(""))
  const unknown = ids?.find((id) => !known.includes(id))
  if (unknown !== undefined) {
    const near = known.filter((id) => id.includes(unknown) || unknown.includes(id))
    throw new HubError("not-found", `There is no entry "${unknown}"`, {
      hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `The entries are ${known.join(", ")}`,
    })
  }
  return ids ?? known
}

function folders(files: readonly string[]): string[] {
  return [...new Set(files.filter((file) => file.includes("/")).map((file) => file.slice(0, file.indexOf("/"))))].sort()
}

/** To Prometheus all scalars of its rule and test files are texts, but for the expected value of a sample. */
function isSampleValue(path: Path): boolean {
  return path.at(-1) === "value" && path.at(-3) === "exp_samples"
}

class EntryReader {
  readonly texts = new Map<string, string>()
  private readonly problems: Problem[] = []
  private readonly broken = new Set<Part>()
  private readonly sources = new Map<string, YamlSource>()

  constructor(private readonly id: string) {}

  /** Notes a fault that has no place inside of a file. */
  fail(part: Part, file: string, message: string, hint?: string): void {
    this.broken.add(part)
    this.problems.push({
      check: "missing-file",
      severity: "error",
      file,
      line: 1,
      column: 1,
      message,
      ...(hint === undefined ? {} : { hint }),
    })
  }

  stray(file: string): void {
    this.problems.push({
      check: "stray-file",
      severity: "error",
      file,
      line: 1,
      column: 1,
      message: "This file has no place in an entry",
      hint: "An entry holds entry.yaml, README.md, CHANGELOG.md, rules/*.yaml, tests/*.yaml, runbooks/*.md, dashboards/*.yaml and captures/*.prom",
    })
  }

  result(): LoadedEntry {
    const entry = this.entry()
    const { id, broken, problems, sources, texts } = this
    return { id, ...(entry === undefined ? {} : { entry }), broken, problems, sources, texts }
  }

  private entry(): Entry | undefined {
    const file = this.yaml("entry", `${this.id}/entry.yaml`, EntryFile)
    const rules = this.rules()
    const tests = this.all("tests").flatMap((path): RuleTests[] => {
      const value = this.yaml("tests", path, RuleTestFile, { isTyped: isSampleValue })
      return value ? [{ ...value, file: path }] : []
    })
    const dashboards = this.all("dashboards").flatMap((path): Dashboard[] => {
      const value = this.yaml("dashboards", path, DashboardFile)
      return value ? [{ ...value, file: path, id: path.replace(/^.*\/|\.yaml$/g, "") }] : []
    })
    const runbooks = this.runbooks()
    const captures = this.captures()
    if (!file) return undefined
    const readme = this.texts.get(`${this.id}/README.md`)
    if (readme === undefined) this.fail("readme", `${this.id}/README.md`, "The entry has no README.md")
    const versions = file.versions.map((version, i): CapturedVersion => {
      const named = [
        { file: version.capture, path: ["versions", i, "capture"] },
        ...version.states.map((state, j) => ({ file: state.capture, path: ["versions", i, "states", j, "capture"] })),
      ]
      return { ...version, captures: named.flatMap(({ file, path }) => this.captureAt(captures, file, path)) }
    })
    return { ...file, id: this.id, versions, readme: readme ?? "", ...rules, tests, runbooks, dashboards }
  }

  private captureAt(captures: ReadonlyMap<string, Capture>, name: string, path: (string | number)[]): Capture[] {
    const full = `${this.id}/${name}`
    const capture = captures.get(full)
    if (capture) return [capture]
    if (!this.texts.has(full)) {
      const at = this.sources.get(`${this.id}/entry.yaml`)?.locate(path) ?? { line: 1, column: 1 }
      this.broken.add("captures")
      this.problems.push({
        check: "missing-file",
        severity: "error",
        file: `${this.id}/entry.yaml`,
        ...at,
        message: `There is no file ${name}`,
        hint: "Record one from a running exporter, or correct the path",
      })
    }
    return []
  }

  private rules(): { rules: Rules[]; alerts: Alert[]; recordings: Recording[] } {
    const rules = this.all("rules").flatMap((path): Rules[] => {
      const value = this.yaml("rules", path, RuleFile, { isTyped: () => false })
      const source = this.sources.get(path)
      if (!value || !source) return []
      const comments = ruleComments(this.texts.get(path) ?? "", source, value.groups)
      return [{ file: path, groups: value.groups, comments }]
    })
    const placed = rules.flatMap(({ file, groups }) =>
      groups.flatMap((group, g) =>
        group.rules.map((rule, r) => ({ rule, group: group.name, origin: { file, path: ["groups", g, "rules", r] } })),
      ),
    )
    return {
      rules,
      alerts: placed.flatMap(({ rule, ...place }) => ("alert" in rule ? [{ ...rule, ...place }] : [])),
      recordings: placed.flatMap(({ rule, ...place }) => ("record" in rule ? [{ ...rule, ...place }] : [])),
    }
  }

  private runbooks(): Map<string, Runbook> {
    const runbooks = new Map<string, Runbook>()
    for (const path of this.all("runbooks")) {
      const { runbook, problems } = parseRunbook(path, this.texts.get(path) ?? "")
      this.note("runbooks", problems)
      if (runbook) runbooks.set(path.replace(/^.*\/|\.md$/g, ""), runbook)
    }
    return runbooks
  }

  private captures(): Map<string, Capture> {
    const captures = new Map<string, Capture>()
    for (const path of this.all("captures")) {
      const { capture, problems } = parseCapture(path, this.texts.get(path) ?? "")
      this.note("captures", problems)
      if (capture) captures.set(path, capture)
    }
    return captures
  }

  private all(part: Part): string[] {
    return [...this.texts.keys()].filter((file) => file.startsWith(`${this.id}/${part}/`))
  }

  private yaml<T>(part: Part, file: string, schema: z.ZodType<T>, options?: ValueOptions): T | undefined {
    const text = this.texts.get(file)
    if (text === undefined) return undefined
    const { source, problems } = parseYaml(file, text, options)
    this.note(part, problems)
    if (!source) return undefined
    this.sources.set(file, source)
    const parsed = parseWith(schema, source)
    this.note(part, parsed.problems)
    return parsed.value
  }

  private note(part: Part, problems: readonly Problem[]): void {
    if (problems.length > 0) this.broken.add(part)
    this.problems.push(...problems)
  }
}
