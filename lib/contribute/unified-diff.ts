import { type DiffLine, lineDiff } from "./line-diff"
import type { FileChange } from "./proposal"

/** Unchanged lines shown around a change. */
const CONTEXT = 3

/** The changes of one file as `diff -u` writes them, with names as Git has them; no lines when there are none. */
export function unifiedDiff({ path, before, after }: FileChange): string[] {
  const lines = lineDiff(before ?? "", after ?? "")
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ kind }) => kind !== "same"),
  )
  const hunks: string[] = []
  let left = 1
  let right = 1
  for (let i = 0; i < lines.length; ) {
    if (!near[i]) {
      left++
      right++
      i++
      continue
    }
    const end = near.indexOf(false, i)
    const hunk = lines.slice(i, end === -1 ? lines.length : end)
    const [old, now] = [count(hunk, "added"), count(hunk, "removed")]
    hunks.push(`@@ -${range(left, old)} +${range(right, now)} @@`, ...hunk.map(marked))
    left += old
    right += now
    i += hunk.length
  }
  if (hunks.length === 0) return []
  const names = [before === undefined ? "/dev/null" : `a/${path}`, after === undefined ? "/dev/null" : `b/${path}`]
  return [`--- ${names[0]}`, `+++ ${names[1]}`, ...hunks]
}

/** Lines of a hunk that are not of one kind: those of the other side. */
function count(lines: readonly DiffLine[], without: DiffLine["kind"]): number {
  return lines.filter(({ kind }) => kind !== without).length
}

function range(start: number, length: number): string {
  return length === 0 ? `${start - 1},0` : length === 1 ? `${start}` : `${start},${length}`
}

function marked({ kind, text }: DiffLine): string {
  return `${kind === "added" ? "+" : kind === "removed" ? "-" : " "}${text}`
}
