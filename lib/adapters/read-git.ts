import { HubError } from "@/lib/error"
import { GitFailure, runGit } from "./run-git"

/** How long and how much git may answer. */
export interface ReadLimits {
  /** A call of git gives up after so many milliseconds. */
  timeoutMs: number
  /** Bytes that git may answer with. */
  maxOutput: number
}

/** Settings of whoever runs it must neither change what is read nor run programs nor go to the network. */
const SETTINGS = ["core.quotePath=false", "core.fsmonitor=false", "log.showSignature=false", "protocol.allow=never"]

/** What git prints in a folder of a clone; throws HubError with git's own message when it fails. */
export async function readGit(
  folder: string,
  args: readonly string[],
  limits: ReadLimits,
  input = "",
): Promise<Buffer> {
  const env = { GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0" }
  try {
    return await runGit(folder, ["--literal-pathspecs", ...args], { settings: SETTINGS, env, ...limits, input })
  } catch (error) {
    throw error instanceof GitFailure ? failure(error, { folder, ...limits }) : error
  }
}

/** The contents of `objects`, as gitrevisions(7) names them, in their order; undefined for what is not there or is no file. */
export async function readBlobs(
  folder: string,
  objects: readonly string[],
  limits: ReadLimits,
): Promise<(Buffer | undefined)[]> {
  if (objects.length === 0) return []
  return parseBatch(await readGit(folder, ["cat-file", "--batch"], limits, `${objects.join("\n")}\n`), objects.length)
}

/** Each answer is a line, "<object> <type> <size>" with that many bytes and a line break behind it, or "<what> missing". */
function parseBatch(output: Buffer, count: number): (Buffer | undefined)[] {
  const blobs: (Buffer | undefined)[] = []
  let at = 0
  while (blobs.length < count) {
    const end = output.indexOf("\n", at)
    if (end === -1) throw new HubError("upstream", "git answered with fewer files than it was asked for")
    const [, type, size] = /^\S+ (\w+) (\d+)$/.exec(output.toString("utf8", at, end)) ?? []
    const bytes = Number(size ?? -1)
    blobs.push(type === "blob" ? output.subarray(end + 1, end + 1 + bytes) : undefined)
    at = end + 1 + (bytes < 0 ? 0 : bytes + 1)
  }
  return blobs
}

function failure(
  cause: GitFailure,
  { folder, timeoutMs, maxOutput }: { folder: string; timeoutMs: number; maxOutput: number },
): HubError {
  const { reason, message } = cause
  if (reason === "missing")
    return new HubError("missing-tool", "git is not installed, or there is no such folder", { cause })
  if (reason === "too-large")
    return new HubError("upstream", `git answered with more than ${maxOutput} bytes`, { cause })
  if (reason === "timeout") return new HubError("timeout", `git did not answer within ${timeoutMs / 1000} s`, { cause })
  if (/not a git repository/i.test(message))
    return new HubError("not-found", `${folder} is not part of a Git repository, so it has no history`, {
      cause,
      hint: "Use a clone in place of a copy",
    })
  if (/dubious ownership/i.test(message))
    return new HubError("forbidden", "The Git repository belongs to another user, so git does not read it", {
      cause,
      hint: "git config --global --add safe.directory names it as one to trust",
    })
  const [line = ""] = message.split("\n")
  return new HubError("upstream", `git failed: ${line.replace(/^fatal: /, "")}`, { cause })
}
