/** Runs `work` on every item, at most `width` at a time; the results keep the order, the first failure wins. */
export async function parallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  width = 6,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < items.length && !failed) {
      const index = next++
      try {
        results[index] = await work(items[index] as T, index)
      } catch (error) {
        failed = true // what has begun may end, nothing new begins
        throw error
      }
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker))
  for (const { reason } of workers.filter((worker) => worker.status === "rejected")) throw reason
  return results
}
