import { scanBlock } from "./block-scalar"
import { Cursor } from "./cursor"
import type { ScalarNode } from "./nodes"
import { scanPlain } from "./plain-scalar"
import { scanQuoted } from "./quoted-scalar"
import { ScalarText } from "./scalar-text"

/** Offset in `text` of character `offset` of a scalar's value, whatever way it is written. */
export function scalarOffset(text: string, node: ScalarNode, offset: number): number {
  const marks = scalarMarks(text, node)
  let [low, high] = [0, marks.length / 2 - 1]
  if (high < 0) return node.content
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((marks[middle * 2] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  const [from = 0, source = 0] = marks.slice(low * 2, low * 2 + 2)
  return Math.min(source + Math.max(offset - from, 0), Math.max(node.end, source))
}

const cache = new WeakMap<ScalarNode, readonly number[]>()

/** Pairs: a length of the value, and where in the text its next character stands. The scalar is read once more for it. */
function scalarMarks(text: string, node: ScalarNode): readonly number[] {
  const known = cache.get(node)
  if (known) return known
  const marks: number[] = []
  const out = new ScalarText(marks)
  const cursor = new Cursor(text, node.content)
  if (node.start !== node.end || node.value !== "") {
    if (node.style === "plain") scanPlain(cursor, node.indent, node.inFlow, out)
    else if (node.style === "single" || node.style === "double") scanQuoted(cursor, out)
    else scanBlock(cursor, node.indent, out)
  }
  cache.set(node, marks)
  return marks
}
