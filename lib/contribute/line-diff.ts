/** A line of a comparison of two texts. */
export interface DiffLine {
  kind: "same" | "added" | "removed"
  text: string
}

/** Cells of the table of a comparison; larger differences are shown as all removed and all added. */
const MAX_CELLS = 4_000_000

/** The lines of two texts against each other, by the longest common subsequence. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const a = linesOf(before)
  const b = linesOf(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const as = (kind: DiffLine["kind"], lines: readonly string[]) => lines.map((text): DiffLine => ({ kind, text }))
  return [
    ...as("same", a.slice(0, start)),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...as("same", a.slice(a.length - end)),
  ]
}

function middle(a: readonly string[], b: readonly string[]): DiffLine[] {
  const width = b.length + 1
  const tooLarge = a.length * width > MAX_CELLS
  const common = new Uint32Array(tooLarge ? 0 : (a.length + 1) * width)
  if (!tooLarge)
    for (let i = a.length - 1; i >= 0; i--)
      for (let j = b.length - 1; j >= 0; j--)
        common[i * width + j] =
          a[i] === b[j]
            ? (common[(i + 1) * width + j + 1] ?? 0) + 1
            : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0)
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (!tooLarge && left !== undefined && left === right) {
      lines.push({ kind: "same", text: left })
      i++
      j++
    } else if (
      left !== undefined &&
      (right === undefined || tooLarge || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      lines.push({ kind: "removed", text: left })
      i++
    } else {
      lines.push({ kind: "added", text: right ?? "" })
      j++
    }
  }
  return lines
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n")
}
