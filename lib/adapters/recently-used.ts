/** Values by name, of which those go that were not used for longest when all together have more than `maxBytes`. */
export class RecentlyUsed<T> {
  private readonly held = new Map<string, { value: T; bytes: number }>()
  private bytes = 0

  constructor(private readonly maxBytes: number) {}

  get(name: string): T | undefined {
    const found = this.held.get(name)
    if (!found) return undefined
    // The order of a Map is the order of use.
    this.held.delete(name)
    this.held.set(name, found)
    return found.value
  }

  /** Holds a value, even one that is larger than everything else may be, and returns it. */
  keep(name: string, value: T, bytes: number): T {
    this.drop(name)
    for (const oldest of this.held.keys()) {
      if (this.bytes + bytes <= this.maxBytes) break
      this.drop(oldest)
    }
    this.held.set(name, { value, bytes })
    this.bytes += bytes
    return value
  }

  private drop(name: string): void {
    this.bytes -= this.held.get(name)?.bytes ?? 0
    this.held.delete(name)
  }
}
