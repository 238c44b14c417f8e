import { expect, test } from "vitest"
import { parse } from "@/lib/promql/parse"
import { pretty } from "@/lib/promql/pretty"
import { handWritten } from "../../promtool/promql/expressions"
import { generated } from "../../promtool/promql/generate"
import { seededRandom } from "../../promtool/promql/mutate"
import { parsed, withoutSpans } from "./parsed"

test.each([
  ["a>1", 80, ["a > 1"]],
  ["aaaaaaaa / bbbbbbbb > 0.9 and cccccccc", 16, ["aaaaaaaa", "    / bbbbbbbb", "  > 0.9", "and cccccccc"]],
  ["sum by (job) (aaaaaaaaaaaaaaaa)", 20, ["sum by (job) (", "  aaaaaaaaaaaaaaaa", ")"]],
  ["topk(3, aaaaaaaaaaaaaaaa)", 20, ["topk(", "  3,", "  aaaaaaaaaaaaaaaa", ")"]],
  ["(aaaaaaaaaa + bbbbbbbbbb) / c", 20, ["(", "  aaaaaaaaaa", "  + bbbbbbbbbb", ")", "/ c"]],
  // A comparison that does not fit behind its operator is set in, and so is not taken for a link of the chain.
  ["a or rate(bbbbbbbb[5m]) > 1", 22, ["a", "or rate(bbbbbbbb[5m])", "  > 1"]],
] as const)("%s in %i columns", (text, width, lines) => {
  expect(pretty(parsed(text), { width })).toEqual(lines)
})

test("what its author broke stays broken, but not before a number", () => {
  expect(pretty(parsed("a\nand b"), { width: 80, broken: true })).toEqual(["a", "and b"])
  expect(pretty(parsed("a\n> 5"), { width: 80, broken: true })).toEqual(["a > 5"])
})

test("any expression in any width keeps its tree, and its layout when it is laid out again", {
  timeout: 60_000,
}, () => {
  const random = seededRandom(4)
  const texts = [...handWritten(), ...Array.from({ length: 3_000 }, () => generated(random, { latest: false }))]
  let broken = 0
  for (const text of texts) {
    const first = parse(text)
    if (!first.ok) continue
    for (const width of [1, 24, 60, 110]) {
      const lines = pretty(first.expr, { width })
      const again = parsed(lines.join("\n"))
      expect(withoutSpans(again), text).toEqual(withoutSpans(first.expr))
      expect(pretty(again, { width, broken: lines.length > 1 }), text).toEqual(lines)
      if (lines.length > 1) broken++
    }
  }
  expect(broken).toBeGreaterThan(1_000)
})
