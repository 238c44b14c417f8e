import { createHash } from "node:crypto"
import { readdir, readFile, stat } from "node:fs/promises"
import { homedir, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { Entry } from "@/lib/catalog/entry"
import { type EntryCard, entryCard } from "@/lib/catalog/entry-card"
import { type LightEntry, lazyEntry, lightEntry } from "@/lib/catalog/lazy-entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import type { Problem } from "@/lib/problem"
import { disk } from "./disk"
import { evidenceDigest } from "./mutation-evidence"
import { openPack, type Pack, PackWriter } from "./pack-file"
import { RecentlyUsed } from "./recently-used"

/** An entry of the registry; its large parts are read when they are used. */
export interface StoredEntry {
  id: string
  entry: Entry
  card: EntryCard
  /** By which remembered evidence is matched; see mutation-evidence. */
  evidenceDigest: string
}

/** What the registry holds. */
export interface StoredCatalog {
  entries: readonly StoredEntry[]
  /** Entries that could not be read, with their first problem. */
  broken: readonly { id: string; problem: Problem | undefined }[]
  /** Lets go of the file that holds the entries; their large parts cannot be read afterwards. */
  close(): void
}

/** What is remembered of a folder of the registry, for as long as none of its files changes. */
type Remembered = { signature: string } & (
  | { kind: "whole"; light: LightEntry; card: EntryCard; evidenceDigest: string }
  | { kind: "broken"; problem: Problem | undefined }
)

/** Entries in use; each takes about three times as much in memory. Bytes as they are stored. */
const IN_USE_BYTES = 64 * 2 ** 20

/** Where parsed catalogs are kept: `exporterhub/catalog` in the user's cache folder. */
function storeFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "exporterhub", "catalog")
}

/**
 * The registry in `root`. Only folders that have changed since the last time are parsed; the others come out of a file in
 * the cache folder, each when it is used. `code` is the folder of the program's own sources: another program reads
 * everything anew. Throws HubError when `root` cannot be read.
 */
export async function storedCatalog(root: string, code: string, folder = storeFolder()): Promise<StoredCatalog> {
  const signatures = await signaturesOf(root)
  const name = `${digest(resolve(root), process.version, await digestOfFolder(code))}.pack`
  const before = await openPack<Remembered>([join(folder, name)])
  const pack = isCurrent(before, signatures) ? before : await renewed(root, signatures, before, folder, name)
  const used = new RecentlyUsed<Entry>(IN_USE_BYTES)
  const load = (id: string): Entry => used.get(id) ?? used.keep(id, pack.read(id) as Entry, pack.bytes(id))
  const entries: StoredEntry[] = []
  const broken: { id: string; problem: Problem | undefined }[] = []
  for (const [id, note] of [...pack.notes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (note.kind === "broken") broken.push({ id, problem: note.problem })
    else
      entries.push({
        id,
        entry: lazyEntry(note.light, () => load(id)),
        card: note.card,
        evidenceDigest: note.evidenceDigest,
      })
  }
  return { entries, broken, close: () => pack.close() }
}

async function renewed(
  root: string,
  signatures: ReadonlyMap<string, string>,
  before: Pack<Remembered> | undefined,
  folder: string,
  name: string,
): Promise<Pack<Remembered>> {
  const source = disk(root)
  const writer = await PackWriter.create<Remembered>([folder, tmpdir()], name)
  for (const [id, signature] of signatures) {
    const known = before?.notes.get(id)
    if (before && known?.signature === signature) {
      await writer.copy(id, known, before)
      continue
    }
    const loaded = await loadEntry(source, id)
    const { entry, problems } = loaded
    if (!entry || problems.length > 0) {
      await writer.add(id, { signature, kind: "broken", problem: problems[0] }, undefined)
      continue
    }
    const note = { light: lightEntry(entry), card: entryCard(entry), evidenceDigest: evidenceDigest(loaded) }
    await writer.add(id, { signature, kind: "whole", ...note }, entry)
  }
  before?.close()
  return writer.finish()
}

function isCurrent(
  pack: Pack<Remembered> | undefined,
  signatures: ReadonlyMap<string, string>,
): pack is Pack<Remembered> {
  if (pack?.notes.size !== signatures.size) return false
  return [...signatures].every(([id, signature]) => pack.notes.get(id)?.signature === signature)
}

/** Of each entry something that changes when one of its files does; reading them all would take seconds. */
async function signaturesOf(root: string): Promise<Map<string, string>> {
  const files = (await disk(root).list("")).filter((file) => file.includes("/"))
  const lines = new Map<string, string[]>()
  const stats = await Promise.all(files.map((file) => stat(join(root, file))))
  for (const [i, file] of files.entries()) {
    const id = file.slice(0, file.indexOf("/"))
    const { size = 0, mtimeMs = 0, ctimeMs = 0, ino = 0 } = stats[i] ?? {}
    lines.set(id, [...(lines.get(id) ?? []), `${file} ${size} ${mtimeMs} ${ctimeMs} ${ino}`])
  }
  return new Map([...lines].map(([id, of]) => [id, digest(...of)]))
}

async function digestOfFolder(folder: string): Promise<string> {
  const items = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = items.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name))
  return digest(...(await Promise.all(files.sort().map((file) => readFile(file, "utf8")))))
}

function digest(...texts: readonly string[]): string {
  const hash = createHash("sha256")
  for (const text of texts) hash.update(`${text.length}:${text}`)
  return hash.digest("hex").slice(0, 32)
}
