import { expect, test } from "vitest"
import { matches, parseSelector, type Selector, selectorText, solve } from "@/lib/cluster/selection"

const expression = (key: string, operator: string, ...values: string[]): Selector => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
})

// The semantics are those of k8s.io/apimachinery's labels package; the last column is with labels that are not all known.
test.each<[string, Selector | null, Record<string, string>, string, string]>([
  ["null selects nothing", null, { a: "b" }, "no", "no"],
  ["{} selects everything", {}, {}, "yes", "yes"],
  ["a label that is there", { matchLabels: { a: "b" } }, { a: "b" }, "yes", "yes"],
  ["another value", { matchLabels: { a: "b" } }, { a: "c" }, "no", "no"],
  ["a missing label", { matchLabels: { a: "b" } }, {}, "no", "unknown"],
  ["In", expression("a", "In", "x", "b"), { a: "b" }, "yes", "yes"],
  ["In, missing", expression("a", "In", "b"), {}, "no", "unknown"],
  ["NotIn, another value", expression("a", "NotIn", "b"), { a: "c" }, "yes", "yes"],
  ["NotIn, that value", expression("a", "NotIn", "b"), { a: "b" }, "no", "no"],
  ["NotIn, missing", expression("a", "NotIn", "b"), {}, "yes", "unknown"],
  ["Exists", expression("a", "Exists"), { a: "" }, "yes", "yes"],
  ["Exists, missing", expression("a", "Exists"), {}, "no", "unknown"],
  ["DoesNotExist", expression("a", "DoesNotExist"), {}, "yes", "unknown"],
  ["DoesNotExist, there", expression("a", "DoesNotExist"), { a: "b" }, "no", "no"],
  ["all must be met", { matchLabels: { a: "b" }, ...expression("c", "Exists") }, { a: "b" }, "no", "unknown"],
  ["one that is not met decides", { matchLabels: { a: "b", c: "d" } }, { a: "x" }, "no", "no"],
  ["names of Object.prototype are no labels", expression("constructor", "Exists"), {}, "no", "unknown"],
])("%s", (_, selector, labels, complete, partly) => {
  expect(matches(selector, { labels, complete: true })).toBe(complete)
  expect(matches(selector, { labels, complete: false })).toBe(partly)
})

test.each<[string, Selector, Record<string, string>, ReturnType<typeof solve>]>([
  ["nothing to do", {}, {}, { add: {} }],
  ["the release trap", { matchLabels: { release: "kps" } }, { app: "x" }, { add: { release: "kps" } }],
  ["a label of the bundle is not overwritten", { matchLabels: { app: "y" } }, { app: "x" }, { unmet: ["app=y"] }],
  [
    "first value that nothing forbids",
    {
      matchExpressions: [
        { key: "a", operator: "In", values: ["x", "y", "z"] },
        { key: "a", operator: "NotIn", values: ["x"] },
        { key: "a", operator: "In", values: ["z", "y"] },
      ],
    },
    {},
    { add: { a: "y" } },
  ],
  [
    "no common value",
    {
      matchExpressions: [
        { key: "a", operator: "In", values: ["x"] },
        { key: "a", operator: "In", values: ["y"] },
      ],
    },
    {},
    { unmet: ["a=x", "a=y"] },
  ],
  ["Exists takes any value", expression("a", "Exists"), {}, { add: { a: "true" } }],
  [
    "Exists beside NotIn true",
    {
      matchExpressions: [
        { key: "a", operator: "Exists" },
        { key: "a", operator: "NotIn", values: ["true"] },
      ],
    },
    {},
    { add: { a: "yes" } },
  ],
  [
    "Exists and DoesNotExist",
    {
      matchExpressions: [
        { key: "a", operator: "Exists" },
        { key: "a", operator: "DoesNotExist" },
      ],
    },
    {},
    { unmet: ["a", "!a"] },
  ],
  ["what must not be there and is", expression("a", "DoesNotExist"), { a: "b" }, { unmet: ["!a"] }],
  ["what must not be there and is not", expression("a", "DoesNotExist"), {}, { add: {} }],
  ["a value that is no label", { matchLabels: { a: "$(reboot)" } }, {}, { unmet: ["a=$(reboot)"] }],
  ["a key that is no label", expression("a;b", "Exists"), {}, { unmet: ["a;b"] }],
])("solve: %s", (_, selector, labels, solution) => {
  expect(solve(selector, labels)).toEqual(solution)
})

test.each([
  ["", "everything"],
  ["a=b", "a=b"],
  ["a==b,c!=d", "a=b, c!=d"],
  ["a in (x, y), b notin (z),!c,d", "a in (x, y), b!=z, !c, d"],
  ["example.com/shard in (x)", "example.com/shard=x"],
])("the selector %j of a flag means %j", (text, meaning) => {
  expect(selectorText(parseSelector(text) ?? { matchLabels: { not: "read" } })).toBe(meaning)
})

test.each(["a b", "a in x", "=b", "a=b=c"])("%j is no selector", (text) => {
  expect(parseSelector(text)).toBeUndefined()
})
