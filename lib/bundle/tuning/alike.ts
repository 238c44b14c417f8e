const ALIKE = 0.6

/** The name that shares most letter pairs with one, if it shares enough of them: what a renamed rule may be called now. */
export function mostAlike(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((other) => ({ other, likeness: likeness(name, other) }))
    .filter((candidate) => candidate.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness || (a.other < b.other ? -1 : 1))
  return best?.other
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
