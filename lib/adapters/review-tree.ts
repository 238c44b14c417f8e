import { createHash } from "node:crypto"
import { lstat, readdir, readFile, readlink, stat } from "node:fs/promises"
import { join } from "node:path"
import type { Tree, TreeFile } from "@/lib/contribute/review/tree"
import { HubError } from "@/lib/error"
import { readBlobs, readGit } from "./read-git"

const LIMITS = { timeoutMs: 60_000, maxOutput: 512 * 1024 * 1024 }
/** Files that Git does not keep. */
const SKIPPED = new Set([".git", "node_modules", ".next"])

/** A folder, or where there is none of that name a commit of the Git repository in `repository`. */
async function reviewTree(spec: string, repository: string): Promise<Tree> {
  const folder = await stat(spec).catch(() => undefined)
  return folder?.isDirectory() ? folderTree(spec) : commitTree(await commitOf(spec, repository), repository)
}

/**
 * The trees of a change. Of two commits the base is the one where they parted, so that what others have merged since then
 * is no change of this one. Throws HubError("usage") for a name that is neither a folder nor a commit.
 */
export async function reviewTrees(base: string, head: string, repository: string): Promise<{ base: Tree; head: Tree }> {
  const areFolders = await Promise.all(
    [base, head].map(async (spec) => (await stat(spec).catch(() => undefined)) !== undefined),
  )
  if (areFolders.includes(true))
    return { base: await reviewTree(base, repository), head: await reviewTree(head, repository) }
  const [from, to] = [await commitOf(base, repository), await commitOf(head, repository)]
  const common = await readGit(repository, ["merge-base", from, to], LIMITS).catch((cause) => {
    throw new HubError("usage", `${base} and ${head} have no commit in common`, {
      cause,
      hint: "Fetch the whole history",
    })
  })
  return { base: await commitTree(common.toString("utf8").trim(), repository), head: await commitTree(to, repository) }
}

async function commitOf(name: string, repository: string): Promise<string> {
  const found = await readGit(
    repository,
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`],
    LIMITS,
  )
    .then((output) => output.toString("utf8").trim())
    .catch((cause: HubError) => {
      if (cause.code === "missing-tool" || cause.code === "not-found") throw cause
      throw new HubError("usage", `${name} is neither a folder nor a commit`, { cause })
    })
  return found
}

async function commitTree(commit: string, repository: string): Promise<Tree> {
  const output = await readGit(repository, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit], LIMITS)
  const files = new Map<string, TreeFile>()
  for (const line of output.toString("utf8").split("\0")) {
    const [, mode = "", id = "", size = "", path = ""] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? []
    if (path !== "") files.set(path, { path, mode, id, bytes: size === "-" ? 0 : Number(size) })
  }
  return {
    files,
    async read(paths) {
      const ids = paths.map((path) => files.get(path)?.id ?? missing(path))
      const blobs = await readBlobs(repository, ids, LIMITS)
      return blobs.map((blob, i) => blob ?? missing(paths[i] ?? ""))
    },
  }
}

async function folderTree(root: string): Promise<Tree> {
  const files = new Map<string, TreeFile>()
  for (const path of await pathsBelow(root, "")) files.set(path, await fileOf(root, path))
  return {
    files,
    read: (paths) => Promise.all(paths.map((path) => (files.has(path) ? readFile(join(root, path)) : missing(path)))),
  }
}

/** Links are listed and not followed. */
async function pathsBelow(root: string, folder: string): Promise<string[]> {
  const items = await readdir(join(root, folder), { withFileTypes: true })
  const lists = items
    .filter(({ name }) => !SKIPPED.has(name))
    .map(async (item) => {
      const path = folder === "" ? item.name : `${folder}/${item.name}`
      return item.isDirectory() ? pathsBelow(root, path) : [path]
    })
  return (await Promise.all(lists)).flat()
}

async function fileOf(root: string, path: string): Promise<TreeFile> {
  const { mode, size } = await lstat(join(root, path))
  const isLink = (mode & 0o170000) === 0o120000
  if (!isLink && (mode & 0o170000) !== 0o100000) throw new HubError("usage", `${path} is neither a file nor a link`)
  const content = isLink ? Buffer.from(await readlink(join(root, path))) : await readFile(join(root, path))
  // The name that Git gives to the content, so that a folder compares with a commit.
  const id = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex")
  return { path, mode: isLink ? "120000" : mode & 0o100 ? "100755" : "100644", id, bytes: size }
}

function missing(path: string): never {
  throw new HubError("not-found", `Cannot read ${path}`)
}
