import { execFile } from "node:child_process"
import { readFile } from "node:fs/promises"
import { resolve as resolvePath } from "node:path"
import type { Commit, FileChange, History, HistorySource, Revision } from "@/lib/catalog/history"
import { HubError } from "@/lib/error"

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
/** Settings of whoever runs it must neither change what is read nor run programs nor go to the network. */
const SETTINGS = ["core.quotePath=false", "core.fsmonitor=false", "log.showSignature=false", "protocol.allow=never"]

/** The history of the registry in `folder`, read with git and without a shell. */
export function git(
  folder: string,
  { timeoutMs = 20_000, maxCommits = 20_000, maxOutput = MAX_OUTPUT }: Limits = {},
): HistorySource {
  const call = (args: readonly string[], input?: string): Promise<Buffer> =>
    gitOutput(folder, args, { timeoutMs, maxOutput }, input)
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
      if (revisions.length === 0) return []
      const spec = ({ commit, path }: Revision): string => {
        if (!HASH.test(commit) || /[\n\0]/.test(path)) throw new HubError("usage", "This is no file of a commit")
        return `${commit}:./${path}`
      }
      return parseBatch(await call(["cat-file", "--batch"], `${revisions.map(spec).join("\n")}\n`), revisions.length)
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

/** Each answer is a line, "<object> <type> <size>" with that many bytes and a line break behind it, or "<what> missing". */
function parseBatch(output: Buffer, count: number): (string | undefined)[] {
  const texts: (string | undefined)[] = []
  let at = 0
  while (texts.length < count) {
    const end = output.indexOf("\n", at)
    if (end === -1) throw new HubError("upstream", "git answered with fewer files than it was asked for")
    const [, type, size] = /^\S+ (\w+) (\d+)$/.exec(output.toString("utf8", at, end)) ?? []
    const bytes = Number(size ?? -1)
    texts.push(type === "blob" ? output.toString("utf8", end + 1, end + 1 + bytes) : undefined)
    at = end + 1 + (bytes < 0 ? 0 : bytes + 1)
  }
  return texts
}

/** What git prints in a folder, without a shell; throws HubError with git's own message when it fails. */
export function gitOutput(
  folder: string,
  args: readonly string[],
  limits: Required<Pick<Limits, "timeoutMs" | "maxOutput">>,
  input = "",
): Promise<Buffer> {
  const { GIT_DIR: _, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...inherited } = process.env
  const env = { ...inherited, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0" }
  const all = ["--no-pager", "--literal-pathspecs", ...SETTINGS.flatMap((setting) => ["-c", setting]), ...args]
  const options = {
    cwd: folder,
    env,
    timeout: limits.timeoutMs,
    maxBuffer: limits.maxOutput,
    killSignal: "SIGKILL",
    encoding: "buffer",
  } as const
  return new Promise((resolve, reject) => {
    const child = execFile("git", all, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(failure(error, stderr.toString("utf8"), { folder, ...limits }))
    })
    // When git ends at once, writing to it fails too; its own message says more.
    child.stdin?.on("error", () => undefined)
    child.stdin?.end(input)
  })
}

function failure(
  error: Error & { code?: string | number | null; killed?: boolean },
  stderr: string,
  { folder, timeoutMs, maxOutput }: { folder: string; timeoutMs: number; maxOutput: number },
): HubError {
  const options = { cause: error }
  if (error.code === "ENOENT")
    return new HubError("missing-tool", "git is not installed, or there is no such folder", options)
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
    return new HubError("upstream", `git answered with more than ${maxOutput} bytes`, options)
  if (error.killed) return new HubError("timeout", `git did not answer within ${timeoutMs / 1000} s`, options)
  if (/not a git repository/i.test(stderr))
    return new HubError("not-found", `${folder} is not part of a Git repository, so it has no history`, {
      ...options,
      hint: "Use a clone in place of a copy",
    })
  if (/dubious ownership/i.test(stderr))
    return new HubError("forbidden", "The Git repository belongs to another user, so git does not read it", {
      ...options,
      hint: "git config --global --add safe.directory names it as one to trust",
    })
  const [line = error.message] = stderr.split("\n")
  return new HubError("upstream", `git failed: ${line.replace(/^fatal: /, "")}`, options)
}
