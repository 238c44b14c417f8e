import { dashboardChanges, entryFileChanges } from "./entry-file-changes"
import type { Commit, FileChange, HistorySource, Revision } from "./history"
import { type PartChange, ruleChanges } from "./rule-changes"

/** One commit of an entry, and what it did to the entry's parts. */
export interface ChangelogItem extends Omit<Commit, "files" | "parent"> {
  /** Undefined where it is not known: at the end of a shallow clone, or where a file of that time cannot be read. */
  changes: PartChange[] | undefined
  /** The commit made the entry: its parts are all new and are only counted. */
  created?: true
}

/** Files whose content is compared; of others only the name says anything. */
const READ = /\/(?:entry\.yaml|rules\/[\w.-]+\.yaml|dashboards\/[\w.-]+\.yaml)$/

/** What each commit did to the entry, in the order of the commits. All files are read at once. */
export async function changelog(source: HistorySource, commits: readonly Commit[]): Promise<ChangelogItem[]> {
  const wanted = commits.flatMap((commit) => revisionsOf(commit))
  const texts = await source.read(wanted)
  const byRevision = new Map(wanted.map(({ commit, path }, i) => [`${commit} ${path}`, texts[i]]))
  return commits.map((commit) => {
    const { files, parent: _, ...item } = commit
    if (commit.boundary) return { ...item, changes: undefined }
    const created = files.some(({ status, path }) => status === "added" && /^[^/]+\/entry\.yaml$/.test(path))
    const changes = changesOf(commit, (revision) => byRevision.get(`${revision.commit} ${revision.path}`))
    return { ...item, changes, ...(created ? { created: true as const } : {}) }
  })
}

function revisionsOf({ hash, parent, files, boundary }: Commit): Revision[] {
  if (boundary) return []
  return files.flatMap((file) => [...after(hash, file), ...before(parent, file)]).filter(({ path }) => READ.test(path))
}

function after(commit: string, { status, path }: FileChange): Revision[] {
  return status === "removed" ? [] : [{ commit, path }]
}

function before(parent: string | undefined, { status, path, from }: FileChange): Revision[] {
  return parent === undefined || status === "added" ? [] : [{ commit: parent, path: from ?? path }]
}

function changesOf(commit: Commit, textOf: (revision: Revision) => string | undefined): PartChange[] | undefined {
  const sides = commit.files.map((file) => {
    const [now] = after(commit.hash, file).map(textOf)
    const [old] = before(commit.parent, file).map(textOf)
    return { file, now, old }
  })
  const of = (pattern: RegExp) => sides.filter(({ file }) => pattern.test(file.path))
  const rules = of(/\/rules\/[\w.-]+\.yaml$/)
  const texts = (side: "now" | "old") =>
    new Map(rules.flatMap((one): [string, string][] => (one[side] === undefined ? [] : [[one.file.path, one[side]]])))
  const found = [
    ruleChanges(texts("old"), texts("now")),
    ...of(/^[^/]+\/entry\.yaml$/).map(({ old, now }) => entryFileChanges(old, now)),
    ...of(/\/dashboards\/[\w.-]+\.yaml$/).map(({ file, old, now }) => dashboardChanges(baseName(file), old, now)),
    sides.flatMap(({ file }) => fileOnly(file)),
  ]
  return found.includes(undefined) ? undefined : found.flatMap((part) => part ?? [])
}

/** What the name of a file says when its content is not looked at. */
function fileOnly(file: FileChange): PartChange[] {
  const { status: change } = file
  const name = baseName(file)
  if (/\/runbooks\/[^/]+\.md$/.test(file.path)) return [{ part: "runbook", change, name }]
  if (/\/captures\/[^/]+\.prom$/.test(file.path)) return [{ part: "capture", change, name }]
  if (/\/tests\/[^/]+\.yaml$/.test(file.path)) return [{ part: "tests", change, name }]
  return /^[^/]+\/README\.md$/.test(file.path) ? [{ part: "readme", change, name: "README" }] : []
}

function baseName({ path }: FileChange): string {
  return path.replace(/^.*\/|\.\w+$/g, "")
}
