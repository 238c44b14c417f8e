import { createHash } from "node:crypto"
import { readdirSync, statSync } from "node:fs"
import { readdir, readFile } from "node:fs/promises"
import { homedir, tmpdir } from "node:os"
import { join, relative, resolve, sep } from "node:path"
import type { Entry } from "@/lib/catalog/entry"
import { type EntryCaptures, type EntryParts, type LightEntry, lazyEntry, takeApart } from "@/lib/catalog/lazy-entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { HubError } from "@/lib/error"
import type { Problem } from "@/lib/problem"
import { disk } from "./disk"
import { evidenceDigest } from "./mutation-evidence"
import { openPack, type Pack, PackWriter } from "./pack-file"
import { RecentlyUsed } from "./recently-used"

/** An entry of the registry; its large parts are read when they are used. */
export interface StoredEntry<N, D> {
  id: string
  entry: Entry
  note: N
  /** By which remembered evidence is matched; see mutation-evidence. */
  evidenceDigest: string
  /** What was worked out of the entry when it was parsed; read anew each time. */
  derived(): D
}

/** What the registry holds. */
export interface StoredCatalog<N, D> {
  entries: readonly StoredEntry<N, D>[]
  /** Entries that could not be read, with their first problem. */
  broken: readonly { id: string; problem: Problem | undefined }[]
  /** Lets go of the file that holds the entries; their large parts cannot be read afterwards. */
  close(): void
}

/** Where a catalog is and how it is stored. */
export interface StoreOptions<N, D> {
  /** The folder of the registry. */
  root: string
  /** The folder of the program's own sources: another program reads everything anew. */
  code: string
  /** What is to be at hand of every entry; it has to be small. A function of the entry alone, as derive. */
  note(entry: Entry): N
  /** What is needed of all entries at once, and expensive to work out. */
  derive(entry: Entry): D
  /** Where parsed catalogs are kept: `exporterhub/catalog` in the user's cache folder unless told. */
  folder?: string
}

/** What is remembered of a folder of the registry, for as long as none of its files changes. */
type Remembered<N> = { signature: string } & (
  | { kind: "whole"; light: LightEntry; note: N; evidenceDigest: string }
  | { kind: "broken"; problem: Problem | undefined }
)

/** Large parts in use; each takes about three times as much in memory. Bytes as they are stored. */
const IN_USE_BYTES = 32 * 2 ** 20

function storeFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "exporterhub", "catalog")
}

/**
 * The registry. Only entries of which a file has changed since the last time are parsed; the others come out of a file in
 * the cache folder, each part when it is used. Throws HubError when the registry cannot be read.
 */
export async function storedCatalog<N, D>(options: StoreOptions<N, D>): Promise<StoredCatalog<N, D>> {
  const { root, code, folder = storeFolder() } = options
  const signatures = signaturesOf(root)
  const name = `${digest(resolve(root), process.version, await digestOfFolder(code))}.pack`
  const before = await openPack<Remembered<N>>(join(folder, name))
  const pack = isCurrent(before, signatures) ? before : await renewed(options, signatures, before, folder, name)
  const used = new RecentlyUsed<unknown>(IN_USE_BYTES)
  const load = <T>(part: string): T => (used.get(part) ?? used.keep(part, pack.read(part), pack.bytes(part))) as T
  const entries: StoredEntry<N, D>[] = []
  const broken: { id: string; problem: Problem | undefined }[] = []
  for (const [id, known] of [...pack.notes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (known.kind === "broken") {
      broken.push({ id, problem: known.problem })
      continue
    }
    const entry = lazyEntry(known.light, {
      parts: () => load<EntryParts>(`${id}/parts`),
      captures: () => load<EntryCaptures>(`${id}/captures`),
    })
    const { note, evidenceDigest } = known
    entries.push({ id, entry, note, evidenceDigest, derived: () => pack.read(`${id}/derived`) as D })
  }
  return { entries, broken, close: () => pack.close() }
}

async function renewed<N, D>(
  { root, note, derive }: StoreOptions<N, D>,
  signatures: ReadonlyMap<string, string>,
  before: Pack<Remembered<N>> | undefined,
  folder: string,
  name: string,
): Promise<Pack<Remembered<N>>> {
  const source = disk(root)
  const writer = await PackWriter.create<Remembered<N>>([folder, tmpdir()], name)
  for (const [id, signature] of signatures) {
    const known = before?.notes.get(id)
    if (before && known?.signature === signature) {
      await writer.copy(id, before)
      continue
    }
    const loaded = await loadEntry(source, id)
    const { entry, problems } = loaded
    if (!entry || problems.length > 0) {
      await writer.add(id, { signature, kind: "broken", problem: problems[0] }, {})
      continue
    }
    const { light, parts, captures } = takeApart(entry)
    const whole = { light, note: note(entry), evidenceDigest: evidenceDigest(loaded) }
    await writer.add(id, { signature, kind: "whole", ...whole }, { parts, captures, derived: derive(entry) })
  }
  before?.close()
  return writer.finish()
}

function isCurrent<N>(
  pack: Pack<Remembered<N>> | undefined,
  signatures: ReadonlyMap<string, string>,
): pack is Pack<Remembered<N>> {
  if (pack?.notes.size !== signatures.size) return false
  return [...signatures].every(([id, signature]) => pack.notes.get(id)?.signature === signature)
}

/** Of each entry something that changes when one of its files does; reading them all would take seconds. */
function signaturesOf(root: string): Map<string, string> {
  const lines = new Map<string, string[]>()
  for (const file of filesBelow(root)) {
    const [id = ""] = file.split(sep)
    const { size, mtimeMs, ctimeMs, ino } = statSync(join(root, file))
    lines.set(id, [...(lines.get(id) ?? []), `${file} ${size} ${mtimeMs} ${ctimeMs} ${ino}`])
  }
  return new Map([...lines].map(([id, of]) => [id, digest(...of.sort())]))
}

/** As disk().list does, but for a start that thousands of entries must not slow down: half the time of asking one by one. */
function filesBelow(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile() && !item.name.startsWith(".") && item.parentPath !== root)
      .map((item) => relative(root, join(item.parentPath, item.name)))
  } catch (cause) {
    throw new HubError("usage", `Cannot read the registry folder ${root}`, { cause })
  }
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
