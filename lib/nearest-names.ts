/** The names nearest to a wrong one, best first, at most three. */
export function nearestNames(wrong: string, names: Iterable<string>): string[] {
  const limit = Math.max(2, Math.floor(wrong.length / 4))
  const near: { name: string; distance: number }[] = []
  for (const name of names) {
    const distance = isCut(wrong, name) ? 1 : editDistance(wrong, name, limit)
    if (distance <= limit) near.push({ name, distance })
  }
  return near
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .filter(({ distance }, _, [best]) => distance <= (best?.distance ?? 0) + 1)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Whether one name is the other without its last words, such as the unit of a metric. */
function isCut(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.charAt(short.length) === "_" && long.startsWith(short) && short.includes("_")
}

/** Rows of the table that editDistance fills, kept because thousands of names are compared for one wrong one. */
let above = new Int32Array(64)
let row = new Int32Array(64)

/**
 * Levenshtein distance, or `limit + 1` as soon as it must be more than `limit`. Cells further than `limit` from the
 * diagonal cannot be on a way that is short enough, and are not computed.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  if (row.length <= b.length) {
    above = new Int32Array(2 * b.length + 1)
    row = new Int32Array(2 * b.length + 1)
  }
  for (let j = 0; j <= b.length; j++) above[j] = j
  for (let i = 1; i <= a.length; i++) {
    const [from, to] = [Math.max(1, i - limit), Math.min(b.length, i + limit)]
    const char = a.charCodeAt(i - 1)
    let least = from === 1 ? i : limit + 1
    row[from - 1] = least
    if (to < b.length) row[to + 1] = limit + 1
    for (let j = from; j <= to; j++) {
      const replace = (above[j - 1] ?? 0) + (char === b.charCodeAt(j - 1) ? 0 : 1)
      const cell = Math.min(replace, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      row[j] = cell
      if (cell < least) least = cell
    }
    if (least > limit) return limit + 1
    const filled = row
    row = above
    above = filled
  }
  return Math.min(above[b.length] ?? 0, limit + 1)
}
