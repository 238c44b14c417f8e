/** Edits that a typo in a word of this length may have: none below 4 letters, one below 8, else two. Numbers have none. */
export function allowedEdits(word: string): number {
  if (word.length < 4 || /^\d+$/.test(word)) return 0
  return word.length < 8 ? 1 : 2
}

/**
 * The edits between two words, where a letter added, left out, replaced, or swapped with its neighbour counts as one
 * (the optimal string alignment); undefined when there are more than `most`.
 */
export function withinEdits(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined
  const width = b.length + 1
  let before = new Uint16Array(width)
  let last = Uint16Array.from({ length: width }, (_, j) => j)
  let row = new Uint16Array(width)
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) edits = Math.min(edits, (before[j - 2] ?? 0) + 1)
      row[j] = edits
      best = Math.min(best, edits)
    }
    if (best > most) return undefined
    ;[before, last, row] = [last, row, before]
  }
  const edits = last[b.length] ?? 0
  return edits <= most ? edits : undefined
}
