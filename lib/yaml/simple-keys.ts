import type { Cursor } from "./cursor"
import { YamlFault } from "./fault"

/** A place where a key without "?" may begin: the ":" that makes it one is found later, on the same line. */
export interface SimpleKey {
  possible: boolean
  /** Nothing but a key may stand here. */
  required: boolean
  /** Number of the token that would be the key. */
  token: number
  offset: number
  line: number
  column: number
}

/** A key without "?" may be so long. Characters. */
const MAX_KEY = 1_024

/** The places where keys may begin, one for each bracket that is open and one for the block around them. */
export class SimpleKeys {
  private readonly keys: SimpleKey[] = [{ possible: false, required: false, token: 0, offset: 0, line: 0, column: 0 }]
  /** Levels of the keys by their tokens. yaml.v3 leaves stale ones in it, and looks further ahead because of them. */
  private readonly levels = new Map<number, number>()

  constructor(private readonly cursor: Cursor) {}

  /** Notes that a key may begin here, with token number `token`. */
  save(token: number, required: boolean): void {
    const { pos: offset, line, column } = this.cursor
    this.drop()
    this.keys[this.keys.length - 1] = { possible: true, required, token, offset, line, column }
    this.levels.set(token, this.keys.length - 1)
  }

  /** No ":" can make a key of what was noted at this level. */
  drop(): void {
    const key = this.keys.at(-1)
    if (!key?.possible) return
    if (key.required) throw noColon(key)
    this.use(key)
  }

  /** The key is done with. */
  use(key: SimpleKey): void {
    key.possible = false
    this.levels.delete(key.token)
  }

  /** The key that a ":" here belongs to. */
  current(): SimpleKey | undefined {
    const key = this.keys.at(-1)
    return key && this.isPossible(key) ? key : undefined
  }

  /** Whether token number `token` may still turn out to be a key. */
  mayBeKey(token: number): boolean {
    const level = this.levels.get(token)
    const key = level === undefined ? undefined : this.keys[level]
    return key !== undefined && this.isPossible(key)
  }

  /** A bracket is opened, which is token number `token`. */
  enter(token: number): void {
    this.keys.push({ possible: false, required: false, token, offset: 0, line: 0, column: 0 })
  }

  /** A bracket is closed. */
  leave(): void {
    const key = this.keys.pop()
    if (key) this.levels.delete(key.token)
  }

  private isPossible(key: SimpleKey): boolean {
    if (!key.possible) return false
    if (key.line >= this.cursor.line && key.offset + MAX_KEY >= this.cursor.pos) return true
    if (key.required) throw noColon(key)
    key.possible = false
    return false
  }
}

function noColon({ offset }: SimpleKey): YamlFault {
  return new YamlFault("This line has no key: a colon and a space are missing", offset, "Or its indentation is wrong")
}
