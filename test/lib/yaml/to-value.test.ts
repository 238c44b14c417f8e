import { describe, expect, test } from "vitest"
import { Parser } from "@/lib/yaml/parser"
import { toValue, type ValueOptions } from "@/lib/yaml/to-value"

function value(text: string, options?: ValueOptions): unknown {
  const document = new Parser(`${text}\0`).next()
  if (!document) throw new Error("no document")
  return toValue(document.root, options)
}

describe("a scalar is what it looks like to Go", () => {
  test.each<[string, unknown]>([
    ["1", 1],
    ["-2.5", -2.5],
    ["0x1f", 31],
    ["010", 8],
    ["0o17", 15],
    ["1_000", 1_000],
    ["1e3", 1_000],
    [".inf", Number.POSITIVE_INFINITY],
    ["-.inf", Number.NEGATIVE_INFINITY],
    [".nan", Number.NaN],
    ["True", true],
    ["yes", "yes"],
    ["~", null],
    ["2024-01-31", "2024-01-31"],
    ["'1'", "1"],
    ["!!str 1", "1"],
    ["!!float 1", 1],
    ["!!binary aGk=", "hi"],
    ["0x49x", "0x49x"],
  ])("%s", (text, expected) => expect(value(text)).toEqual(expected))
})

test("where types are of no interest it is the text as it is written, and null is still null", () => {
  const text = "a: 0x49\nb: 1.10\nc: true\nd: 2024-01-31\ne:\nf: 'x'\ng: [1_0, .inf, !!binary aGk=]\n"
  expect(value(text, { isTyped: () => false })).toEqual({
    a: "0x49",
    b: "1.10",
    c: "true",
    d: "2024-01-31",
    e: null,
    f: "x",
    g: ["1_0", ".inf", "hi"],
  })
})

test("types may be asked for by path", () => {
  const isTyped = (path: readonly (string | number)[]) => path.join(".") === "a.1.b"
  expect(value("a:\n- b: 1\n- b: 2\n  c: 3\nd: &x 4\ne: *x\n", { isTyped })).toEqual({
    a: [{ b: "1" }, { b: 2, c: "3" }],
    d: "4",
    e: "4",
  })
})

test("keys are texts as they are written", () => {
  expect(value("1.10: a\n0x1: b\n~: c\n__proto__: d\n")).toEqual(
    Object.fromEntries([
      ["1.10", "a"],
      ["0x1", "b"],
      ["~", "c"],
      ["__proto__", "d"],
    ]),
  )
})

test("what contains itself ends with null", () => {
  expect(value("&a [1, *a]")).toEqual([1, null])
  expect(value("&a {? *a : 1}")).toEqual({ null: 1 })
})
