import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { loadEntries } from "@/lib/catalog/load-entry"
import { applyEdits, matcherEdits, thresholdEdits } from "@/lib/promql/edit"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import { replaceThreshold, withMatchers, withThreshold } from "@/lib/promql/rewrite"
import { comparison, comparisons } from "@/lib/promql/threshold"
import { handWritten } from "../../promtool/promql/expressions"
import { mutated, seededRandom } from "../../promtool/promql/mutate"
import { generated } from "./generate"
import { parsed, withoutSpans } from "./parsed"

describe("comparison", () => {
  test.each([
    ["a > 0.9", ">", 0.9],
    ["(a >= 5 * 60)", ">=", 300],
    ["5 < a", ">", 5],
    ["a == bool -1", "==", -1],
    ["a < 10 and b > 1", "<", 10],
    ["a > 1h unless b", ">", 3_600],
    ["a > b", ">", undefined],
    ["a != (2 ^ 3)", "!=", 8],
  ])("of %s is %s %s", (text, op, threshold) => {
    const found = comparison(parsed(text))
    expect([found?.op, found?.threshold]).toEqual([op, threshold])
  })

  test.each(["a", "a or b > 1", "sum(a > 1)", "a + 1"])("of %s is none", (text) => {
    expect(comparison(parsed(text))).toBeUndefined()
  })
})

test.each([
  ["a > 0.9", 0.95, "a > 0.95"],
  ["(a > 5 * 60) and b > 1", 10, "(a > 10) and b > 1"],
  ["5 < a", 1e21, "1e+21 < a"],
  ["a > 1h", Number.NEGATIVE_INFINITY, "a > -Inf"],
])("%s with threshold %s is %s", (text, threshold, rewritten) => {
  const expr = parsed(text)
  const result = withThreshold(expr, threshold)
  expect(result && print(result)).toBe(rewritten)
  expect(expr).toEqual(parsed(text))
})

test("a comparison without a number has no threshold to replace", () => {
  expect(withThreshold(parsed("a > b"), 1)).toBeUndefined()
})

test("every comparison can be replaced by itself", () => {
  const expr = parsed("a > 1 and sum(b < 2) > c")
  const all = comparisons(expr).map((found) => print(replaceThreshold(expr, found, 9)))
  expect(all).toEqual(["a > 9 and sum(b < 2) > c", "a > 1 and sum(b < 2) > c", "a > 1 and sum(b < 9) > c"])
})

describe("withMatchers", () => {
  const cluster = [{ label: "cluster", op: "=", value: 'a"b' }] as const
  test.each([
    ["a", 'a{cluster="a\\"b"}'],
    ['rate(a{x="y"}[5m]) / on (z) b', 'rate(a{x="y", cluster="a\\"b"}[5m]) / on (z) b{cluster="a\\"b"}'],
    ['a{cluster="a\\"b"}', 'a{cluster="a\\"b"}'],
    ["topk(scalar(a), b)[1h:]", 'topk(scalar(a{cluster="a\\"b"}), b{cluster="a\\"b"})[1h:]'],
  ])("%s", (text, rewritten) => expect(print(withMatchers(parsed(text), cluster))).toBe(rewritten))

  test("only where asked, and with names that need quotes", () => {
    const added = [{ label: "k8s.pod", op: "!~", value: "x|y" }] as const
    const result = withMatchers(parsed("a / b"), added, ({ metric }) => metric?.name === "b")
    expect(print(result)).toBe('a / b{"k8s.pod"!~"x|y"}')
  })
})

describe("edits of the text", () => {
  const prod = [{ label: "namespace", op: "=", value: "prod" }] as const
  const edited = (text: string) =>
    applyEdits(
      text,
      matcherEdits(text, parsed(text), () => prod),
    )

  test.each([
    ["up", 'up{namespace="prod"}'],
    ["up{}", 'up{namespace="prod"}'],
    ["up { } offset 5m", 'up {namespace="prod" } offset 5m'],
    ["up{job='x',}  # why {", `up{job='x', namespace="prod",}  # why {`],
    ["up{ # {\n  job='x' # }\n}", `up{ # {\n  job='x', namespace="prod" # }\n}`],
    ['{"up"}', '{"up", namespace="prod"}'],
    ['{job="x", "up"}', '{job="x", "up", namespace="prod"}'],
    ['up{namespace="prod"}', 'up{namespace="prod"}'],
    ["absent_over_time(up[5m:1m] @ end())", 'absent_over_time(up{namespace="prod"}[5m:1m] @ end())'],
    [
      "sum(rate(a[5m]))\n  / # per\n  sum(b{x!='y'})",
      `sum(rate(a{namespace="prod"}[5m]))\n  / # per\n  sum(b{x!='y', namespace="prod"})`,
    ],
  ])("%j with a matcher is %j", (text, result) => expect(edited(text)).toBe(result))

  test.each([
    ["a>(5)and b", 10, "a>10 and b"],
    ["a == bool(5)and b", 0.5, "a == bool 0.5 and b"],
    ["a # > 5\n  > 5 * 60 # minutes", 600, "a # > 5\n  > 600 # minutes"],
    ["5<a", -1e21, "-1e+21<a"],
    ["a > 5 * 60", 300, "a > 5 * 60"], // the same number: not a byte changes
  ])("%j with threshold %d is %j", (text, threshold, result) => {
    const [found] = comparisons(parsed(text))
    expect(found && applyEdits(text, thresholdEdits(text, found, threshold))).toBe(result)
  })
})

const catalog = await loadEntries(disk(fileURLToPath(new URL("../../../catalog", import.meta.url))))
const ofCatalog = catalog.flatMap(({ entry }) =>
  [...(entry?.alerts ?? []), ...(entry?.recordings ?? [])].map(({ expr }) => expr),
)

describe("properties", () => {
  const random = seededRandom(20_261_124)
  const made = generated(8_000, random)
  const seeds = [...ofCatalog, ...handWritten()]
  const changed = mutated(seeds, 15_000, random)
  const all = [...ofCatalog, ...made, ...changed].filter((text) => parse(text).ok)

  test("there is something to test", () => {
    expect(ofCatalog.length).toBeGreaterThan(100)
    expect(made.filter((text) => parse(text).ok).length).toBeGreaterThan(7_000)
    expect(changed.filter((text) => parse(text).ok).length).toBeGreaterThan(1_000)
  })

  test("what is printed parses to the same tree", () => {
    for (const text of all) {
      const tree = parsed(text)
      const again = parse(print(tree))
      expect(again.ok && withoutSpans(again.expr), text).toEqual(withoutSpans(tree))
    }
  })

  test("adding matchers to the text is adding them to the tree, and twice is once", () => {
    const added = [
      { label: "namespace", op: "=~", value: 'a"b|\\d' },
      { label: "cluster", op: "!=", value: "" },
    ] as const
    for (const text of all) {
      const tree = parsed(text)
      const result = applyEdits(
        text,
        matcherEdits(text, tree, () => added),
      )
      const again = parse(result)
      expect(again.ok && withoutSpans(again.expr), text).toEqual(withoutSpans(withMatchers(tree, added)))
      expect(again.ok && matcherEdits(result, again.expr, () => added), text).toEqual([])
    }
  })

  test("a threshold in the text is one in the tree, and the author's text around it stays", () => {
    let compared = 0
    for (const text of all) {
      const tree = parsed(text)
      for (const found of comparisons(tree)) {
        const { node, side } = found
        if (!side || found.threshold === 0.125) continue
        compared++
        const result = applyEdits(text, thresholdEdits(text, found, 0.125))
        const again = parse(result)
        expect(again.ok && withoutSpans(again.expr), text).toEqual(withoutSpans(replaceThreshold(tree, found, 0.125)))
        expect(result.startsWith(text.slice(0, node[side].start)), text).toBe(true)
        expect(result.endsWith(text.slice(node[side].end)), text).toBe(true)
      }
    }
    expect(compared).toBeGreaterThan(2_500)
  })
})
