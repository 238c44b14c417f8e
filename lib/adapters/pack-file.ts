import { closeSync, fstatSync, openSync, readSync } from "node:fs"
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink, utimes } from "node:fs/promises"
import { join } from "node:path"
import { deserialize, serialize } from "node:v8"
import { HubError } from "@/lib/error"

/** Where a value lies in a file. Bytes. */
interface Place {
  offset: number
  length: number
}

interface Index<N> {
  notes: Map<string, N>
  places: Map<string, Place>
}

/** The last bytes of a file: where its index lies. */
const TAIL_BYTES = 16
/** Packs that nobody has opened for so long are deleted when another one is written. */
const FORGET_MS = 7 * 86_400_000

/**
 * A file of things by name, each with a note and with parts, whose names are `<thing>/<part>`. The notes are in memory; a
 * part is read when it is asked for. The file stays readable when another process replaces it.
 */
export interface Pack<N> {
  notes: ReadonlyMap<string, N>
  /** Throws HubError("not-found") when there is no such part. */
  read(part: string): unknown
  /** The bytes of a part; 0 when there is none. */
  bytes(part: string): number
  /** All parts of a thing, as they are stored. */
  raw(name: string): readonly (readonly [part: string, bytes: Buffer])[]
  close(): void
}

/** The pack at a path; undefined when there is none, or when it is damaged. */
export async function openPack<N>(path: string): Promise<Pack<N> | undefined> {
  const pack = opened<N>(path)
  if (!pack) return undefined
  const now = new Date()
  // So that whoever tidies up sees that it is in use; on a disk that cannot be written nobody does.
  await utimes(path, now, now).catch(() => undefined)
  return pack
}

function opened<N>(path: string): Pack<N> | undefined {
  let file: number
  try {
    file = openSync(path, "r")
  } catch {
    return undefined
  }
  try {
    const { size } = fstatSync(file)
    const tail = bytesAt(file, { offset: size - TAIL_BYTES, length: TAIL_BYTES })
    const place = { offset: Number(tail.readBigUInt64BE(0)), length: Number(tail.readBigUInt64BE(8)) }
    if (place.offset + place.length + TAIL_BYTES !== size) throw new Error("the file is cut")
    return packOf(file, deserialize(bytesAt(file, place)) as Index<N>)
  } catch {
    closeSync(file)
    return undefined
  }
}

function packOf<N>(file: number, { notes, places }: Index<N>): Pack<N> {
  const parts = new Map<string, string[]>()
  for (const part of places.keys()) {
    const name = part.slice(0, part.lastIndexOf("/"))
    parts.set(name, [...(parts.get(name) ?? []), part])
  }
  const stored = (part: string): Buffer => {
    const place = places.get(part)
    if (!place) throw new HubError("not-found", `The pack has no ${part}`)
    return bytesAt(file, place)
  }
  return {
    notes,
    read: (part) => deserialize(stored(part)),
    bytes: (part) => places.get(part)?.length ?? 0,
    raw: (name) => (parts.get(name) ?? []).map((part) => [part, stored(part)] as const),
    close: () => closeSync(file),
  }
}

function bytesAt(file: number, { offset, length }: Place): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let done = 0
  while (done < length) {
    const read = readSync(file, buffer, done, length - done, offset + done)
    if (read === 0) throw new Error("the file ends too early")
    done += read
  }
  return buffer
}

/** Writes a pack beside the one it will replace, so that readers find the old or the new one and never half of one. */
export class PackWriter<N> {
  private readonly index: Index<N> = { notes: new Map(), places: new Map() }
  private offset = 0

  private constructor(
    private readonly file: FileHandle,
    private readonly draft: string,
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** Starts a pack in the first of these folders that can be written. Throws HubError("usage") when none can. */
  static async create<N>(folders: readonly string[], name: string): Promise<PackWriter<N>> {
    for (const folder of folders) {
      const draft = join(folder, `${name}.${process.pid}-${Date.now()}`)
      try {
        await mkdir(folder, { recursive: true })
        return new PackWriter<N>(await open(draft, "wx", 0o600), draft, folder, name)
      } catch {}
    }
    throw new HubError("usage", `None of ${folders.join(", ")} can be written`, { hint: "Set XDG_CACHE_HOME" })
  }

  /** Adds a thing. */
  async add(name: string, note: N, parts: Readonly<Record<string, unknown>>): Promise<void> {
    this.index.notes.set(name, note)
    for (const [part, value] of Object.entries(parts)) await this.append(`${name}/${part}`, serialize(value))
  }

  /** Takes a thing over from another pack. */
  async copy(name: string, from: Pack<N>): Promise<void> {
    const note = from.notes.get(name)
    if (note !== undefined) this.index.notes.set(name, note)
    for (const [part, bytes] of from.raw(name)) await this.append(part, bytes)
  }

  /** Puts the pack in its place and opens it. */
  async finish(): Promise<Pack<N>> {
    const index = serialize(this.index)
    const tail = Buffer.alloc(TAIL_BYTES)
    tail.writeBigUInt64BE(BigInt(this.offset), 0)
    tail.writeBigUInt64BE(BigInt(index.length), 8)
    await this.file.writeFile(Buffer.concat([index, tail]))
    await this.file.close()
    const path = join(this.folder, this.name)
    await rename(this.draft, path)
    await tidied(this.folder)
    const pack = opened<N>(path)
    if (!pack) throw new HubError("usage", `${path} cannot be read again`)
    return pack
  }

  private async append(part: string, bytes: Buffer): Promise<void> {
    this.index.places.set(part, { offset: this.offset, length: bytes.length })
    await this.file.writeFile(bytes)
    this.offset += bytes.length
  }
}

async function tidied(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.includes(".pack"))
  for (const path of names.map((name) => join(folder, name))) {
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    // Two processes may tidy up at once.
    if (age > FORGET_MS) await unlink(path).catch(() => undefined)
  }
}
