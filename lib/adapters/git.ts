import { readFile } from "node:fs/promises"
import { resolve as resolvePath } from "node:path"
import type { Commit, FileChange, History, HistorySource, Revision } from "@/lib/catalog/history"
import { HubError } from "@/lib/error"
import { readBlobs, readGit } from "./read-git"

interface Limits {
  /** A call of git gives up after so many milliseconds. */
  timeoutMs?: number
  /** Bytes that git may answer with. */
  maxOutput?: number
  /** Older commits are left out. */
  maxCommits?: number
}

const MAX_OUTPUT = 128 * 1024 * 1024
const HEADER = ["%H", "%P", "%aI", "%aN", "%s"]
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** The history of the registry in `folder`, read with git and without a shell. */
export function git(
  folder: string,
  { timeoutMs = 20_000, maxCommits = 20_000, maxOutput = MAX_OUTPUT }: Limits = {},
): HistorySource {
  const limits = { timeoutMs, maxOutput }
  const call = (args: readonly string[]): Promise<Buffer> => readGit(folder, args, limits)
  return {
    async log(): Promise<History> {
      const boundaries = await shallowCommits(folder, call)
      const flags = ["-z", "--name-status", "-M", "-l", "2000", "--no-ext-diff", "--no-textconv", "--relative"]
      const range = [`--max-count=${maxCommits + 1}`, `--format=${HEADER.join("%x00")}`]
      const text = await call(["log", ...flags, ...range, "--", "."]).catch((error: HubError) => {
        // A repository that was just made has no history, which is not a fault.
        if (/does not have any commits yet/.test(error.message)) return Buffer.alloc(0)
        throw error
      })
      const commits = parseLog(text.toString("utf8"))
        .filter(({ files }) => files.length > 0)
        .map((commit): Commit => (boundaries.has(commit.hash) ? { ...commit, boundary: true } : commit))
      return {
        commits: commits.slice(0, maxCommits),
        shallow: boundaries.size > 0,
        truncated: commits.length > maxCommits,
      }
    },
    async read(revisions: readonly Revision[]) {
      const spec = ({ commit, path }: Revision): string => {
        if (!HASH.test(commit) || /[\n\0]/.test(path)) throw new HubError("usage", "This is no file of a commit")
        return `${commit}:./${path}`
      }
      return (await readBlobs(folder, revisions.map(spec), limits)).map((blob) => blob?.toString("utf8"))
    },
  }
}

/** Commits whose parents are not in this clone. */
async function shallowCommits(
  folder: string,
  call: (args: readonly string[]) => Promise<Buffer>,
): Promise<Set<string>> {
  const path = (await call(["rev-parse", "--git-path", "shallow"])).toString("utf8").trim()
  const text = await readFile(resolvePath(folder, path), "utf8").catch(() => "")
  return new Set(text.split("\n").filter(Boolean))
}

/** Fields end with NUL, so that no name or subject can be taken for anything else: five of the commit, then its files. */
function parseLog(text: string): Commit[] {
  const tokens = text.split("\0")
  const commits: (Commit & { files: FileChange[] })[] = []
  let i = 0
  const next = (): string => tokens[i++] ?? ""
  while (i < tokens.length) {
    const token = next().replace(/^\n+/, "")
    if (HASH.test(token)) {
      const parent = next().split(" ")[0]
      const [date, author, subject] = [next(), authorName(next()), next()]
      commits.push({ hash: token, ...(parent ? { parent } : {}), date, author, subject, files: [] })
    } else if (/^[A-Z]\d*$/.test(token)) commits.at(-1)?.files.push(fileChange(token, next))
  }
  return commits
}

function fileChange(status: string, next: () => string): FileChange {
  if (status.startsWith("R")) return { status: "changed", from: next(), path: next() }
  if (status.startsWith("C")) {
    next() // the file that it was copied from is untouched
    return { status: "added", path: next() }
  }
  return { status: status === "A" ? "added" : status === "D" ? "removed" : "changed", path: next() }
}

/** Some people's name is their address; it is not shown. */
function authorName(name: string): string {
  return name.replace(/@\S*/g, "").trim() || "unknown"
}
