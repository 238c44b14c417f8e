import type { Problem } from "@/lib/problem"

/** Splits the problems of a head into those that its base has as well, wherever they stood there, and new ones. */
export function newProblems(
  base: readonly Problem[],
  head: readonly Problem[],
): { fresh: Problem[]; known: Problem[] } {
  const left = new Map<string, number>()
  for (const problem of base) left.set(key(problem), (left.get(key(problem)) ?? 0) + 1)
  const fresh: Problem[] = []
  const known: Problem[] = []
  for (const problem of head) {
    const count = left.get(key(problem)) ?? 0
    left.set(key(problem), count - 1)
    if (count > 0) known.push(problem)
    else fresh.push(problem)
  }
  return { fresh, known }
}

/** Lines move when something is added above them. */
function key({ check, severity, file, message }: Problem): string {
  return JSON.stringify([check, severity, file, message])
}
