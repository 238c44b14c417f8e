/** The value at a path of an object of unknown shape; undefined when the path ends early. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  )
}

/** The number at a path, or `otherwise`. */
export function numberAt(value: unknown, otherwise: number, ...path: readonly string[]): number {
  const found = field(value, ...path)
  return typeof found === "number" ? found : otherwise
}

/** The text at a path, or "". */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = field(value, ...path)
  return typeof found === "string" ? found : ""
}

/** The list at a path, or an empty one. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = field(value, ...path)
  return Array.isArray(found) ? found : []
}
