import { execFile } from "node:child_process"

/** How git is run. */
export interface GitRun {
  /** `name=value` as git-config(1) has them: they win over those of the user and of the repository. */
  settings: readonly string[]
  /** Added to the environment. */
  env?: Readonly<Record<string, string>>
  /** It gives up after so many milliseconds. */
  timeoutMs: number
  /** Bytes that git may answer with. */
  maxOutput: number
  /** What git reads from its standard input. */
  input?: string
}

/** Why git gave no answer. Callers know what it was asked for, and turn this into a HubError with words for that. */
export class GitFailure extends Error {
  constructor(
    readonly reason: "missing" | "timeout" | "too-large" | "refused",
    /** What git printed on standard error. */
    readonly said: string,
    cause: Error,
  ) {
    super(said || cause.message, { cause })
  }
}

/** What git prints in a folder, run without a shell, a pager or questions; throws GitFailure. */
export function runGit(folder: string, args: readonly string[], run: GitRun): Promise<Buffer> {
  const { GIT_DIR: _, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...inherited } = process.env
  // A hub has nobody who could type a password; keys and helpers of its user still work.
  const env = { ...inherited, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", ...run.env }
  const all = ["--no-pager", ...run.settings.flatMap((setting) => ["-c", setting]), ...args]
  const options = {
    cwd: folder,
    env,
    timeout: run.timeoutMs,
    maxBuffer: run.maxOutput,
    killSignal: "SIGKILL",
    encoding: "buffer",
  } as const
  return new Promise((resolve, reject) => {
    const child = execFile("git", all, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new GitFailure(reasonOf(error), stderr.toString("utf8"), error))
    })
    // When git ends at once, writing to it fails too; its own message says more.
    child.stdin?.on("error", () => undefined)
    child.stdin?.end(run.input)
  })
}

function reasonOf({ code, killed }: { code?: string | number | null; killed?: boolean }): GitFailure["reason"] {
  if (code === "ENOENT") return "missing"
  // Node ends git for this as well, so it comes before the question whether it was ended.
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return "too-large"
  return killed ? "timeout" : "refused"
}
