/** The function with its answer for each object remembered for as long as the object is there and somebody has it. */
export function remembered<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { value: T }>()
  return (key) => {
    const found = known.get(key)
    if (found) return found.value
    const value = compute(key)
    known.set(key, { value })
    return value
  }
}

/** The same for a function whose answer about an object depends on a second one that many are asked about. */
export function rememberedIn<W extends object, K extends object, T>(
  compute: (key: K, world: W) => T,
): (key: K, world: W) => T {
  const inWorld = remembered((world: W) => remembered((key: K) => compute(key, world)))
  return (key, world) => inWorld(world)(key)
}
