import { type LoadedEntry, loadEntry } from "@/lib/catalog/load-entry"
import type { FileSource } from "@/lib/catalog/source"
import { versionDiff } from "@/lib/checks/diff-impact"
import type { RuleRunner } from "@/lib/checks/rule-runner"
import { validateEntry } from "@/lib/checks/validate"
import { exposures } from "@/lib/contribute/secrets"
import { compareProblems, type Problem } from "@/lib/problem"
import { affected } from "./affected"
import { evidenceCounts } from "./evidence-counts"
import { identities, identityProblems } from "./identity"
import { type EntryPair, labelOf } from "./label"
import { type Limited, limits, OWNERS_FILE } from "./limits"
import { newProblems } from "./new-problems"
import { codeOwners } from "./owners"
import type { ReviewReport } from "./report"
import { type Tree, treeSource } from "./tree"

/** What is compared. */
export interface ReviewRequest {
  base: Tree
  head: Tree
  /** Folder of the registry in both, without slashes at its ends; "" for the top. */
  registry: string
  /** The login of who proposes the change. */
  author?: string | undefined
  /** Runs the rules of entries without errors. */
  runner?: RuleRunner | undefined
}

/** Reviews a change of a registry: only the entries that it changes are checked. Throws HubError for an unreadable tree. */
export async function review(request: ReviewRequest): Promise<ReviewReport> {
  const { base, head, registry, author, runner } = request
  const sources = { base: treeSource(base, registry), head: treeSource(head, registry) }
  const limited = await limits(base, head, registry)
  const filesOf = new Map<string, string[]>()
  for (const { path } of limited.changes) {
    const id = path.split("/")[0] ?? ""
    filesOf.set(id, [...(filesOf.get(id) ?? []), path.slice(id.length + 1)])
  }
  const inRegistry = (problem: Problem): Problem =>
    registry === "" ? problem : { ...problem, file: `${registry}/${problem.file}` }
  // What is beyond the limits is not parsed: the limit is the one thing to mend first.
  const stopped = limited.problems.some(({ check }) => check === "mixed-change" || check === "file-count")
  const refused = new Set(limited.problems.map(({ file }) => entryOf(file, registry)))
  const ids = stopped ? [] : [...filesOf.keys()].filter((id) => !refused.has(id))
  const loose = ids.filter((id) => filesOf.get(id)?.includes(""))
  const names = { base: await identities(sources.base), head: await identities(sources.head), author }
  const identity = stopped ? [] : identityProblems(ids, names)
  const taken = new Set(identity.map(({ file }) => file.split("/")[0]))
  const fresh: Problem[] = [
    ...limited.problems,
    ...identity.map(inRegistry),
    ...loose.map((id) => stray(id, inRegistry)),
  ]
  const known: Problem[] = []
  const pairs: EntryPair[] = []
  for (const id of ids.filter((each) => !loose.includes(each))) {
    const [before, after] = [await loaded(sources.base, id), await loaded(sources.head, id)]
    pairs.push({ id, before: before?.entry, after: after?.entry, files: filesOf.get(id) ?? [] })
    if (!after || taken.has(id)) continue
    const found = newProblems(before ? await problemsOf(before, runner) : [], await problemsOf(after, runner))
    fresh.push(...[...found.fresh, ...secrets(after, filesOf.get(id) ?? [])].map(inRegistry))
    known.push(...found.known.map(inRegistry))
  }
  fresh.push(...(await ownersProblems(limited, head, codeOwners(names.head.values(), registry))))
  const bumps = pairs.flatMap(bumpOf)
  const errors = fresh.filter(({ severity }) => severity === "error").length
  const outside = limited.outside.filter((path) => path !== OWNERS_FILE).length
  return {
    schema: "exporterhub/review/v1",
    entries: [...filesOf.keys()]
      .filter((id) => names.base.has(id) || names.head.has(id))
      .map((id) =>
        entryOfReport(
          id,
          pairs.find((pair) => pair.id === id),
          names,
        ),
      ),
    problems: fresh.sort(compareProblems).map(cut).slice(0, 2_000),
    known: known.sort(compareProblems).map(cut).slice(0, 2_000),
    bumps,
    affects: await affected(pairs, head),
    ...labelOf(pairs, { author, errors, bumps, outside }),
  }
}

function entryOf(file: string, registry: string): string {
  return (registry === "" ? file : file.slice(registry.length + 1)).split("/")[0] ?? ""
}

async function loaded(source: FileSource, id: string): Promise<LoadedEntry | undefined> {
  return (await source.list(id)).length === 0 ? undefined : loadEntry(source, id)
}

/** As `validate`: promtool is asked only about what the checks find no error in. */
async function problemsOf(entry: LoadedEntry, runner: RuleRunner | undefined): Promise<readonly Problem[]> {
  const problems = validateEntry(entry)
  if (!runner || problems.some(({ severity }) => severity === "error")) return problems
  return [...problems, ...(await runner.run(entry)).problems]
}

function secrets({ id, texts }: LoadedEntry, files: readonly string[]): Problem[] {
  return files.flatMap((name) => {
    const file = `${id}/${name}`
    const text = name.endsWith(".prom") ? texts.get(file) : undefined
    return exposures(text ?? "")
      .filter(({ kind }) => kind === "secret")
      .map(({ what, line, metric, label }) => ({
        check: "capture-secret",
        severity: "error" as const,
        file,
        line,
        column: 1,
        message: `${metric} shows ${what} in ${label}`,
        hint: `Revoke it, then record again with --redact ${label}`,
      }))
  })
}

function stray(path: string, place: (problem: Problem) => Problem): Problem {
  const message = "This file belongs to no entry"
  const hint = "A registry holds a folder for each entry, and nothing beside them"
  return place({ check: "stray-file", severity: "error", file: path, line: 1, column: 1, message, hint })
}

async function ownersProblems({ outside }: Limited, head: Tree, expected: string): Promise<Problem[]> {
  if (!outside.includes(OWNERS_FILE)) return []
  const [bytes] = head.files.has(OWNERS_FILE) ? await head.read([OWNERS_FILE]) : []
  if (bytes && new TextDecoder().decode(bytes) === expected) return []
  const message = "CODEOWNERS is not what the entries say"
  const at = { file: OWNERS_FILE, line: 1, column: 1 }
  return [{ check: "code-owners", severity: "error", ...at, message, hint: "exporterhub owners writes it" }]
}

function bumpOf({ id, before, after }: EntryPair): ReviewReport["bumps"] {
  const [from, to] = [before?.versions[0], after?.versions[0]]
  if (!before || !from || !to || from.version === to.version) return []
  const { metrics } = versionDiff(before, from, to)
  const count = (kind: string): number => metrics.filter((change) => change.kind === kind).length
  const touches = metrics.flatMap(({ metric, touches }) =>
    touches.map(({ effect, kind, name, why }) => `${metric.name} ${effect} ${kind} ${name}: ${why}`),
  )
  const counts = { added: count("added"), removed: count("removed"), changed: count("changed") }
  return [{ id, from: from.version, to: to.version, ...counts, touches: touches.slice(0, 500) }]
}

function entryOfReport(
  id: string,
  pair: EntryPair | undefined,
  { base, head }: { base: ReadonlyMap<string, unknown>; head: ReadonlyMap<string, unknown> },
): ReviewReport["entries"][number] {
  return {
    id,
    change: !base.has(id) ? "added" : head.has(id) ? "changed" : "removed",
    ...(pair?.before && { before: evidenceCounts(pair.before) }),
    ...(pair?.after && { after: evidenceCounts(pair.after) }),
  }
}

/** A message repeats text of the entry, which has no limit of its own. */
function cut(problem: Problem): Problem {
  const short = (text: string): string => (text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text)
  return {
    ...problem,
    message: short(problem.message),
    ...(problem.hint === undefined ? {} : { hint: short(problem.hint) }),
  }
}
