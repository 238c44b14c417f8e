/** What is kept has a size. */
interface Sized {
  /** Bytes. */
  readonly size: number
}

interface Held<T> {
  value: T
  until: number
}

/**
 * Answers by their address, the least recently used of which go when they take more than `maxBytes`. Each is made once at
 * a time: whoever asks meanwhile waits for the same one. After `ttlMs` milliseconds an answer is made again.
 */
export class KeptAnswers<T extends Sized> {
  private readonly held = new Map<string, Held<T>>()
  private readonly making = new Map<string, Promise<T>>()
  private bytes = 0

  constructor(
    private readonly maxBytes: number,
    private readonly ttlMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** The kept answer of `key`. */
  get(key: string): T | undefined {
    const found = this.held.get(key)
    if (!found) return undefined
    if (found.until <= this.now()) {
      this.drop(key)
      return undefined
    }
    // The order of a Map is the order of use.
    this.held.delete(key)
    this.held.set(key, found)
    return found.value
  }

  /** Makes the answer of `key`, or waits for whoever is making it, and keeps it if `isKept` says so. */
  make(key: string, make: () => Promise<T>, isKept: (value: T) => boolean): Promise<T> {
    const running = this.making.get(key)
    if (running) return running
    const made = make()
      .then((value) => {
        if (isKept(value)) this.keep(key, value)
        return value
      })
      .finally(() => this.making.delete(key))
    this.making.set(key, made)
    return made
  }

  private keep(key: string, value: T): void {
    this.drop(key)
    if (value.size > this.maxBytes / 4) return
    this.held.set(key, { value, until: this.now() + this.ttlMs })
    this.bytes += value.size
    for (const oldest of this.held.keys()) {
      if (this.bytes <= this.maxBytes) break
      this.drop(oldest)
    }
  }

  private drop(key: string): void {
    const found = this.held.get(key)
    if (!found) return
    this.held.delete(key)
    this.bytes -= found.value.size
  }
}
