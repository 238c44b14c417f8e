const ALIKE = 0.6
const MOST = 3

/** The names that share most of their letter pairs with a wrong one, best first, at most three. */
export function nearest(wrong: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, likeness: likeness(wrong, name) }))
    .filter((candidate) => candidate.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name)
}

/** Dice's coefficient of the pairs of neighbouring letters, from 0 to 1; upper and lower case are the same. */
function likeness(a: string, b: string): number {
  const [first, second] = [pairs(a), pairs(b)]
  const total = first.length + second.length
  if (total === 0) return a === b ? 1 : 0
  let shared = 0
  for (const pair of first) {
    const at = second.indexOf(pair)
    if (at < 0) continue
    second.splice(at, 1)
    shared++
  }
  return (2 * shared) / total
}

function pairs(text: string): string[] {
  const letters = text.toLowerCase()
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(i, i + 2))
}
