import { randomUUID } from "node:crypto"
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { HubError } from "@/lib/error"

/** Writes a file as a whole or not at all: whoever reads meanwhile gets the old text or the new one. Keeps the file's mode. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    const mode = await stat(path).then(
      (found) => found.mode,
      () => undefined,
    )
    await mkdir(dirname(path), { recursive: true })
    await writeFile(draft, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) })
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw new HubError("usage", `Cannot write ${path}: ${reasonOf(cause)}`, { cause })
  }
}

/**
 * Makes the folder `path` with these files (text by path inside of it), all or none of them. Throws HubError("usage") when
 * something of that name is there already, or it cannot be written.
 */
export async function writeFolder(path: string, files: ReadonlyMap<string, string>): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    for (const [file, text] of files) {
      await mkdir(dirname(join(draft, file)), { recursive: true })
      await writeFile(join(draft, file), text, { flag: "wx" })
    }
    // rename() replaces an empty folder without a word; anything that is there was not ours.
    if (await isThere(path)) throw new HubError("usage", `${path} is there already; nothing was written`)
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    if (cause instanceof HubError) throw cause
    throw new HubError("usage", `Cannot write ${path}: ${reasonOf(cause)}`, { cause })
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Paths of the files below a folder, or the file itself; hidden ones and node_modules are left out. Throws HubError("usage"). */
export async function filesBelow(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause) => {
    throw new HubError("usage", `Cannot read ${path}: ${reasonOf(cause)}`, { cause })
  })
  if (!found.isDirectory()) return [path]
  const items = await readdir(path, { withFileTypes: true })
  const below = await Promise.all(
    items
      .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
      .map(async (item) => {
        const inner = join(path, item.name)
        return item.isDirectory() ? filesBelow(inner) : item.isFile() ? [inner] : []
      }),
  )
  return below.flat().sort()
}

function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code
  const words: Record<string, string> = {
    ENOENT: "there is no such file or folder",
    EACCES: "no permission",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    ENOTDIR: "a part of the path is a file",
  }
  return (code === undefined ? undefined : words[code]) ?? (cause as Error).message
}

/**
 * Writes several files, all or none: each is complete beside its place before the first takes it. Paths that are in
 * `fresh` must not be there yet.
 */
export async function writeTogether(files: ReadonlyMap<string, string>, fresh: readonly string[] = []): Promise<void> {
  const drafts: { draft: string; path: string }[] = []
  try {
    for (const path of fresh) if (await isThere(path)) throw new HubError("usage", `${path} is there already`)
    for (const [path, text] of files) {
      const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
      await mkdir(dirname(path), { recursive: true })
      drafts.push({ draft, path })
      await writeFile(draft, text, { flag: "wx" })
    }
    for (const { draft, path } of drafts) await rename(draft, path)
  } catch (cause) {
    await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true }).catch(() => undefined)))
    if (cause instanceof HubError) throw cause
    throw new HubError("usage", `Cannot write: ${reasonOf(cause)}`, { cause })
  }
}
