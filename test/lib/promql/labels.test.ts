import { describe, expect, test } from "vitest"
import { labelSource } from "@/lib/promql/label-sets"
import { groupingLabels, keptLabels } from "@/lib/promql/labels"
import { parsed } from "./parsed"

/** "all of a -x +y(b)": y comes from b, and "+y" alone is made by the expression. */
function told(text: string): string {
  const kept = keptLabels(parsed(text))
  const named = [...kept.labels].map(
    ([label, from]) => `+${label}${from.length > 0 ? `(${from.map(({ metric }) => metric)})` : ""}`,
  )
  const all =
    kept.kind === "all"
      ? [`all of ${kept.selectors.map(({ metric }) => metric)}`, ...kept.without.map((label) => `-${label}`)]
      : []
  return [...all, ...named].join(" ")
}

describe("keptLabels", () => {
  test.each([
    ["a", "all of a"],
    ["rate(a[5m]) * 100 > 5", "all of a"],
    ["1", ""],
    ["sum(a)", ""],
    ["sum by (x, y) (a)", "+x(a) +y(a)"],
    ["sum without (x) (a)", "all of a -x"],
    ["sum by (x) (sum by (x, y) (a))", "+x(a)"],
    ["sum by (y) (sum by (x) (a))", ""],
    ["sum by (x) (sum without (x) (a))", ""],
    ["topk by (x) (3, a)", "all of a"],
    ['count_values("v", a)', "+v"],
    ['count_values without (x) ("v", a)', "all of a -x +v"],
    ["a + b", "all of a"],
    ["a + on(x) b", "+x(a)"],
    ["a + ignoring(x) b", "all of a -x"],
    ["a * on(x) group_left(y) b", "all of a -y +y(b)"],
    ["a * on(x) group_right(y) b", "all of b -y +y(a)"],
    ["sum by (x, y) (a * on(x) group_left(y) b)", "+x(a) +y(b)"],
    ["a * on(x) group_left(y) sum by (x) (b)", "all of a -y"],
    ["scalar(a) * b", "all of b"],
    ["a and on(x) b", "all of a"],
    ["a unless b", "all of a"],
    ["a or b", "all of a,b"],
    ["sum by (x) (a) or sum by (x, y) (b)", "+x(a,b) +y(b)"],
    ["sum without (x) (a) or b", "all of a,b"],
    ['label_replace(a, "dst", "$1", "src", "(.*)")', "all of a +dst"],
    ['label_join(sum by (x) (a), "dst", "-", "x")', "+x(a) +dst"],
    ['absent(a{x="1", y=~"2", z="3", z="4"})', "+x"],
    ["absent(sum(a))", ""],
    ['absent_over_time(a{x="1"}[5m])', "+x"],
    ["vector(1)", ""],
    ["vector(scalar(a))", ""],
    ["histogram_quantile(0.9, sum by (le, x) (rate(a[5m])))", "+x(a)"],
    ["histogram_quantile(0.9, a)", "all of a -le"],
    ["quantile_over_time(0.9, a[5m])", "all of a"],
    ["max_over_time(sum by (x) (a)[1h:])", "+x(a)"],
    ["hour()", ""],
    ["-(a)", "all of a"],
  ])("%s: %s", (text, labels) => expect(told(text)).toBe(labels))

  test("labelSource tells missing from made", () => {
    const kept = keptLabels(parsed('label_replace(sum without (x) (a), "dst", "$1", "src", "(.*)")'))
    expect(labelSource(kept, "x")).toBeUndefined()
    expect(labelSource(kept, "dst")).toEqual([])
    expect(labelSource(kept, "other")?.map(({ metric }) => metric)).toEqual(["a"])
  })
})

describe("groupingLabels", () => {
  test.each([
    ["sum by (x) (a)", ["by x only a"]],
    ["sum without (x) (a + b)", ["without x only a"]],
    ["sum by (y) (a * on(x) group_left(y) b)", ["by y only b", "on x left a", "on x right b", "include y right b"]],
    ["a * on(x) group_right(y) b", ["on x left a", "on x right b", "include y left a"]],
    ["sum by (x) (sum by (y) (a))", ["by x only impossible", "by y only a"]],
    ['sum by (v) (count_values("v", a))', ["by v only made"]],
    ["a and ignoring(x) b", ["ignoring x left a", "ignoring x right b"]],
  ])("of %s", (text, expected) => {
    const found = groupingLabels(parsed(text)).map(({ label, list, operand, selectors, possible }) => {
      const from = selectors.map(({ metric }) => metric).join(",") || (possible ? "made" : "impossible")
      return `${list} ${label} ${operand} ${from}`
    })
    expect(found).toEqual(expected)
  })
})
