/** A memory of a bounded size, which forgets what was not asked for the longest. */
export interface Bounded<K, T> {
  get(key: K): T | undefined
  /** `size` in the unit of the bound. */
  set(key: K, value: T, size: number): void
}

/** A memory that holds values of `most` together; what is larger than that is not kept at all. */
export function bounded<K, T>(most: number): Bounded<K, T> {
  const items = new Map<K, { value: T; size: number }>()
  let total = 0
  const drop = (key: K): void => {
    total -= items.get(key)?.size ?? 0
    items.delete(key)
  }
  return {
    get(key) {
      const item = items.get(key)
      if (!item) return undefined
      // A Map keeps the order of insertion: the first one is the one to forget.
      items.delete(key)
      items.set(key, item)
      return item.value
    },
    set(key, value, size) {
      drop(key)
      if (size > most) return
      items.set(key, { value, size })
      total += size
      for (const oldest of items.keys()) {
        if (total <= most) return
        drop(oldest)
      }
    },
  }
}
