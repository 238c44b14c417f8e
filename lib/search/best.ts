/** Scores are told apart down to a ten-thousandth. */
const STEPS = 10_000
/** More documents than one index can have. */
const DOCUMENTS = 2 ** 21

/** A number that is the smaller the better: a higher score first, then the lower document number. */
export function rankKey(score: number, document: number): number {
  return document - Math.round(score * STEPS) * DOCUMENTS
}

/** The document that a key was made of. */
export function documentOf(key: number): number {
  return ((key % DOCUMENTS) + DOCUMENTS) % DOCUMENTS
}

/** The `count` smallest keys in order. Takes time for each key once, and no more where count is small. */
export function smallest(keys: Float64Array, count: number): Float64Array {
  if (count * 8 >= keys.length) return keys.slice().sort().subarray(0, count)
  // A heap with the worst of the best so far on top.
  const heap = keys.slice(0, count)
  for (let i = (count >> 1) - 1; i >= 0; i -= 1) sink(heap, i)
  for (let i = count; i < keys.length; i += 1) {
    const key = keys[i] ?? 0
    if (key >= (heap[0] ?? 0)) continue
    heap[0] = key
    sink(heap, 0)
  }
  return heap.sort()
}

function sink(heap: Float64Array, start: number): void {
  let at = start
  for (;;) {
    const left = at * 2 + 1
    if (left >= heap.length) return
    const right = left + 1
    const larger = right < heap.length && (heap[right] ?? 0) > (heap[left] ?? 0) ? right : left
    const [above, below] = [heap[at] ?? 0, heap[larger] ?? 0]
    if (below <= above) return
    heap[at] = below
    heap[larger] = above
    at = larger
  }
}
