import { watch } from "node:fs"
import { readdir, stat } from "node:fs/promises"
import { join, relative, sep } from "node:path"

/** How a folder is watched. Times in milliseconds. */
export interface WatchOptions {
  signal: AbortSignal
  /** After an event, the folder is looked through when it has been quiet for so long: editors write in several steps. */
  settleMs?: number
  /** How often the folder is looked through without any event: often where the system gives none, else to be sure. */
  pollMs?: number
  /** What the folder held when the caller read it; without it, what it holds now. */
  since?: Snapshot
  /** Without the system's events, as on network disks. */
  poll?: boolean
}

/** One file's state: it is another file, or has another text, when this differs. */
export type Snapshot = ReadonlyMap<string, string>

/**
 * Paths of files below `folder`, relative to it, that were written, made or removed, as sets; ends with the signal. The
 * system's events only say when to look: what changed is told by looking, so that the temporary files and renames by which
 * editors save, lost events and new folders make no difference.
 */
export async function* changes(folder: string, options: WatchOptions): AsyncGenerator<ReadonlySet<string>> {
  const { signal, settleMs = 80, poll = false } = options
  const bell = new Bell()
  const stop = poll ? () => undefined : ring(folder, signal, () => bell.ring())
  const pollMs = options.pollMs ?? (stop && !poll ? 3_000 : 500)
  signal.addEventListener("abort", () => bell.ring(), { once: true })
  let before = options.since ?? (await snapshot(folder))
  // What has changed since then has rung no bell.
  if (options.since) bell.ring()
  try {
    while (!signal.aborted) {
      const rang = await bell.wait(pollMs)
      if (signal.aborted) return
      while (rang && (await bell.wait(settleMs)) && !signal.aborted);
      const after = await snapshot(folder)
      const changed = difference(before, after)
      before = after
      if (changed.size > 0) yield changed
    }
  } finally {
    stop?.()
  }
}

/** Calls `onEvent` at events of the system; undefined where it has none to give for this folder. */
function ring(folder: string, signal: AbortSignal, onEvent: () => void): (() => void) | undefined {
  try {
    const watcher = watch(folder, { recursive: true, signal }, onEvent)
    // From here on the regular look has to do.
    watcher.on("error", () => watcher.close())
    return () => watcher.close()
  } catch {
    return undefined
  }
}

/** The state of every file below a folder. */
export async function snapshot(folder: string): Promise<Snapshot> {
  const items = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = items
    .filter((item) => item.isFile() && !/^\.|~$/.test(item.name))
    .map((item) => join(item.parentPath, item.name))
  const states = await Promise.all(
    files.map(async (file) => {
      const found = await stat(file).catch(() => undefined)
      const name = relative(folder, file).split(sep).join("/")
      return found ? [[name, `${found.mtimeMs} ${found.size} ${found.ino}`] as const] : []
    }),
  )
  return new Map(states.flat())
}

function difference(before: Snapshot, after: Snapshot): ReadonlySet<string> {
  const names = new Set([...before.keys(), ...after.keys()])
  return new Set([...names].filter((name) => before.get(name) !== after.get(name)))
}

/** Something that can be waited for, for a while. */
class Bell {
  private rung = false
  private wake: (() => void) | undefined

  ring(): void {
    this.rung = true
    this.wake?.()
  }

  /** True when it rang since the last wait, false when the time was over. */
  async wait(ms: number): Promise<boolean> {
    if (!this.rung)
      await new Promise<void>((done) => {
        const timer = setTimeout(done, ms)
        this.wake = () => {
          clearTimeout(timer)
          done()
        }
      })
    const { rung } = this
    this.rung = false
    this.wake = undefined
    return rung
  }
}
