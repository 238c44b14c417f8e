import { createHash, randomUUID } from "node:crypto"
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { z } from "zod"
import { type RegistryPlace, withoutSecrets } from "@/lib/catalog/registries"
import { HubError } from "@/lib/error"
import { GitFailure, runGit } from "./run-git"

/** A copy of a Git registry on this disk. */
export interface RegistryCopy {
  /** The folder that holds the entries. */
  folder: string
  commit: string
  /** When the repository was last asked, as an ISO 8601 time. */
  fetchedAt: string
  /** Why the copy may be old: the repository did not answer just now. */
  stale?: HubError
}

interface Options {
  /** Where copies are kept; `exporterhub/registries` in the user's cache folder by default. */
  cache?: string
  /** A call of git gives up after so many milliseconds. */
  timeoutMs?: number
}

type GitPlace = Extract<RegistryPlace, { kind: "git" }>

const Current = z.object({ folder: z.string(), commit: z.string(), fetchedAt: z.string() })

/**
 * Nothing of a repository may run programs here: no hooks, no filters of its own, no links out of its folder, no transport but
 * these, no submodules (they are not asked for). Source of the settings: git-config(1).
 */
const SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.symlinks=false",
  "core.fsmonitor=false",
  "protocol.allow=never",
  "protocol.https.allow=always",
  "protocol.http.allow=always",
  "protocol.ssh.allow=always",
  "protocol.file.allow=always",
  "http.lowSpeedLimit=1000",
  "http.lowSpeedTime=20",
]

/**
 * A Git registry as a folder: the newest commit of its ref, without history. When the repository does not answer, the last
 * copy is used and says so in `stale`; without one it throws what git said as a HubError.
 */
export async function gitRegistry(place: GitPlace, options: Options = {}): Promise<RegistryCopy> {
  const { cache = cacheFolder(), timeoutMs = 60_000 } = options
  const home = join(
    cache,
    createHash("sha256")
      .update(`${place.url}#${place.ref ?? ""}`)
      .digest("hex")
      .slice(0, 20),
  )
  await mkdir(home, { recursive: true, mode: 0o700 })
  const last = await lastCopy(home)
  const copy = await fetchCopy(place, home, last, timeoutMs).catch((error: unknown) => {
    if (last === undefined || !(error instanceof HubError)) throw error
    return { ...last, stale: error }
  })
  const folder = join(home, copy.folder, place.folder ?? "")
  if (!(await isFolder(folder))) {
    throw new HubError(
      "usage",
      `${withoutSecrets(place.url)} has no folder ${place.folder} at ${copy.commit.slice(0, 12)}`,
    )
  }
  return { ...copy, folder }
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "exporterhub", "registries")
}

/** Two processes may do this at once: each makes a copy of its own, and the note of which one counts is replaced as a whole. */
async function fetchCopy(
  place: GitPlace,
  home: string,
  last: z.infer<typeof Current> | undefined,
  timeoutMs: number,
): Promise<z.infer<typeof Current>> {
  const call = (folder: string, ...args: string[]) => git(folder, args, timeoutMs, place)
  const fetchedAt = new Date().toISOString()
  const work = await mkdtemp(join(home, "new-"))
  try {
    await call(work, "init", "-q")
    await call(work, "fetch", "-q", "--depth=1", "--no-tags", "--no-recurse-submodules", place.url, place.ref ?? "HEAD")
    const commit = (await call(work, "rev-parse", "FETCH_HEAD^{commit}")).trim()
    if (commit === last?.commit) return await note(home, { ...last, fetchedAt })
    await call(work, "checkout", "-q", "--detach", commit)
    await rm(join(work, ".git"), { recursive: true })
    const folder = `${commit.slice(0, 20)}-${work.slice(-6)}`
    await rename(work, join(home, folder))
    return await note(home, { folder, commit, fetchedAt })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function note(home: string, current: z.infer<typeof Current>): Promise<z.infer<typeof Current>> {
  const file = join(home, `current-${randomUUID()}.tmp`)
  await writeFile(file, JSON.stringify(current))
  await rename(file, join(home, "current.json"))
  await removeOld(home, current.folder)
  return current
}

/** Copies that are no longer current, but for those of the last hour: another process may be reading them. */
async function removeOld(home: string, keep: string): Promise<void> {
  const hourAgo = Date.now() - 3_600_000
  for (const item of await readdir(home, { withFileTypes: true })) {
    if (!item.isDirectory() || item.name === keep) continue
    // One that is gone by now was another process's to make or to remove.
    const found = await stat(join(home, item.name)).catch(() => undefined)
    if (found && found.mtimeMs < hourAgo) await rm(join(home, item.name), { recursive: true, force: true })
  }
}

async function lastCopy(home: string): Promise<z.infer<typeof Current> | undefined> {
  const text = await readFile(join(home, "current.json"), "utf8").catch(() => undefined)
  if (text === undefined) return undefined
  const current = Current.safeParse(parsed(text)).data
  return current && (await isFolder(join(home, current.folder))) ? current : undefined
}

/** Undefined for a note that is no JSON, of a disk that was full: then there is no copy, and one is fetched. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

async function git(folder: string, args: readonly string[], timeoutMs: number, place: GitPlace): Promise<string> {
  const env = { GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? "ssh -oBatchMode=yes" }
  try {
    return (await runGit(folder, args, { settings: SETTINGS, env, timeoutMs, maxOutput: 1024 * 1024 })).toString("utf8")
  } catch (error) {
    throw error instanceof GitFailure ? failure(error, place, timeoutMs) : error
  }
}

function failure(cause: GitFailure, place: GitPlace, timeoutMs: number): HubError {
  const url = withoutSecrets(place.url)
  const text = withoutSecrets(cause.message)
  if (cause.reason === "missing")
    return new HubError("missing-tool", `git is not installed, so ${url} cannot be read`, { cause })
  if (cause.reason === "timeout")
    return new HubError("timeout", `${url} did not answer within ${timeoutMs / 1000} s`, { cause })
  if (/couldn't find remote ref|not our ref/i.test(text)) {
    return new HubError("not-found", `${url} has no branch, tag or commit ${place.ref ?? "HEAD"}`, { cause })
  }
  if (/could not read Username|Authentication failed|Permission denied|403/i.test(text)) {
    const hint = "Give git a credential helper or a deploy key for the user who runs the hub"
    return new HubError("unauthorized", `${url} wants a login`, { cause, hint })
  }
  if (/repository .*not found|does not exist|not appear to be a git repository|404/i.test(text)) {
    return new HubError("not-found", `There is no Git repository at ${url}`, { cause })
  }
  const line = text.split("\n").find((each) => /^(fatal|error):/.test(each)) ?? text.split("\n")[0] ?? ""
  return new HubError("unreachable", `${url} could not be fetched: ${line.replace(/^(fatal|error): /, "")}`, { cause })
}
