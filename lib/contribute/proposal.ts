import { createHash } from "node:crypto"
import { HubError } from "@/lib/error"
import type { Problem } from "@/lib/problem"
import { DraftContent } from "./draft"
import type { Forge, ForgeBase } from "./forge"
import { lineDiff } from "./line-diff"

/** Folder of a repository that holds the registry. */
export const REGISTRY_FOLDER = "catalog"

/** A file of a proposal: its path in the repository, and its text before and after; undefined where there is none. */
export interface FileChange {
  path: string
  before: string | undefined
  after: string | undefined
}

/** What a pull request is made of. */
export interface Proposal {
  entry: string
  /** The same for the same changes, so that a repeated call finds what it has made. */
  branch: string
  title: string
  body: string
  /** Message of the commit. */
  message: string
  changes: readonly FileChange[]
  /** Whether it is opened as a draft, which nobody merges by mistake. */
  draft: boolean
}

/** What a person chooses of a proposal. */
export interface ProposalWishes {
  title?: string | undefined
  draft: boolean
  /** A line such as "Signed-off-by: A Name <mail@example.org>". */
  signOff?: string | undefined
}

/** Id of a text as Git has it. */
export function blobId(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex")
}

/** Checks an id and files (text by path within the entry's folder) for names that lead elsewhere and for size. Throws HubError("usage"). */
export function proposedFiles(id: string, files: ReadonlyMap<string, string>): DraftContent {
  const content = DraftContent.safeParse({ id, files: Object.fromEntries(files) })
  if (!content.success) {
    const [issue] = content.error.issues
    const at = issue?.path.slice(1).join("/")
    throw new HubError("usage", `${at ? `${at}: ` : ""}${issue?.message ?? "The files cannot be proposed"}`)
  }
  return content.data
}

/** What the files of an entry change of the base, by path. Only files that differ are fetched. */
export async function changesAgainst(
  forge: Forge,
  base: ForgeBase,
  { id, files }: DraftContent,
): Promise<FileChange[]> {
  const paths = [...new Set([...base.blobs.keys(), ...Object.keys(files)])].sort()
  const changed = paths.filter((path) => {
    const after = files[path]
    return after === undefined || base.blobs.get(path) !== blobId(after)
  })
  return Promise.all(
    changed.map(async (path): Promise<FileChange> => {
      const blob = base.blobs.get(path)
      const before = blob === undefined ? undefined : await forge.text(base, blob)
      return { path: `${REGISTRY_FOLDER}/${id}/${path}`, before, after: files[path] }
    }),
  )
}

/** The pull request for changes of one entry. Throws HubError("usage") for errors that the checks found, unless it is a draft. */
export function makeProposal(
  entry: string,
  changes: readonly FileChange[],
  problems: readonly Problem[],
  { title, draft, signOff }: ProposalWishes,
): Proposal {
  if (changes.length === 0) throw new HubError("usage", `${entry} is the same there: nothing to propose`)
  const errors = problems.filter(({ severity }) => severity === "error")
  const [first] = errors
  if (first && !draft)
    throw new HubError("usage", `${entry} has ${counted(errors.length, "error")}: ${first.file}: ${first.message}`, {
      hint: `exporterhub validate ${entry} shows all of them; a draft pull request may have errors`,
    })
  const headline = title ?? usualTitle(entry, changes)
  return {
    entry,
    branch: `exporterhub/${entry}-${digest(changes)}`,
    title: headline,
    body: body(entry, changes, problems),
    message: [headline, ...(signOff === undefined ? [] : [signOff])].join("\n\n"),
    changes,
    draft,
  }
}

function usualTitle(entry: string, changes: readonly FileChange[]): string {
  const file = changes.find(({ path }) => path.endsWith(`/${entry}/entry.yaml`))
  if (file && file.before === undefined) return `Add ${entry}`
  if (file && file.after === undefined) return `Remove ${entry}`
  return `Change ${entry}`
}

function digest(changes: readonly FileChange[]): string {
  const hash = createHash("sha256")
  for (const { path, before, after } of changes)
    hash.update(
      JSON.stringify([path, before === undefined ? null : blobId(before), after === undefined ? null : blobId(after)]),
    )
  return hash.digest("hex").slice(0, 12)
}

/** Lines of a change that are added and removed. */
export function countLines({ before = "", after = "" }: FileChange): { added: number; removed: number } {
  const lines = lineDiff(before, after)
  const of = (wanted: string): number => lines.filter(({ kind }) => kind === wanted).length
  return { added: of("added"), removed: of("removed") }
}

function body(entry: string, changes: readonly FileChange[], problems: readonly Problem[]): string {
  const rows = changes.map((change) => {
    const { added, removed } = countLines(change)
    const what = change.before === undefined ? "new" : change.after === undefined ? "removed" : "changed"
    return `| \`${change.path}\` | ${what} | +${added} −${removed} |`
  })
  const errors = problems.filter(({ severity }) => severity === "error").length
  const found =
    problems.length === 0
      ? "`exporterhub validate` found no problem."
      : `\`exporterhub validate\` found ${counted(errors, "error")} and ${counted(problems.length - errors, "warning")}.`
  return [
    `Changes of the entry \`${entry}\`:`,
    "",
    "| file | | lines |",
    "|---|---|---|",
    ...rows,
    "",
    `${found} The review of this pull request says what is proven.`,
    "",
    "Proposed with ExporterHub.",
  ].join("\n")
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`
}
