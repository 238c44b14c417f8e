import { describe, expect, test } from "vitest"
import type { Expr } from "@/lib/promql/ast"
import { parse } from "@/lib/promql/parse"
import { PROFILES } from "@/lib/promql/profile"
import { parsed } from "./parsed"

/** The tree with parentheses around everything that has operands. */
function grouped(expr: Expr): string {
  if (expr.kind === "binary") return `(${grouped(expr.left)} ${expr.op} ${grouped(expr.right)})`
  if (expr.kind === "unary") return `(${expr.op}${grouped(expr.expr)})`
  if (expr.kind === "number") return expr.text
  return expr.kind === "vector" ? `${expr.metric?.name}${expr.offset ? " offset" : ""}` : expr.kind
}

test.each([
  ["a + b * c", "(a + (b * c))"],
  ["a * b + c", "((a * b) + c)"],
  ["a - b - c", "((a - b) - c)"],
  ["a ^ b ^ c", "(a ^ (b ^ c))"],
  ["-a ^ b", "(-(a ^ b))"],
  ["-a * b", "((-a) * b)"],
  ["-1 * 2", "(-1 * 2)"],
  ["-1 ^ 2", "(-(1 ^ 2))"],
  ["2 ^ -1 * 3", "((2 ^ -1) * 3)"],
  ["--1", "1"],
  ["a or b and c", "(a or (b and c))"],
  ["a and b unless c", "((a and b) unless c)"],
  ["a == b > c", "((a == b) > c)"],
  ["a % b atan2 c", "((a % b) atan2 c)"],
  ["a + b offset 5m", "(a + b offset)"],
  ["-a offset 5m", "(-a offset)"],
  ["and and or", "(and and or)"],
])("%s groups as %s", (text, tree) => expect(grouped(parsed(text))).toBe(tree))

test("every part of a selector has its span", () => {
  const text = 'rate(up{job=~"a|b", x!="y"}[5m] offset 1h @ 10)'
  const call = parsed(text)
  const matrix = call.kind === "call" ? call.args[0] : undefined
  if (matrix?.kind !== "matrix") throw new Error("not a range selector")
  const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
  expect(at(call)).toBe(text)
  expect(at(matrix)).toBe('up{job=~"a|b", x!="y"}[5m] offset 1h @ 10')
  expect(at(matrix.selector)).toBe('up{job=~"a|b", x!="y"}')
  expect(matrix.selector.matchers.map((matcher) => [at(matcher), at(matcher.label), at(matcher.value)])).toEqual([
    ['job=~"a|b"', "job", '"a|b"'],
    ['x!="y"', "x", '"y"'],
  ])
  expect([at(matrix.range), matrix.range.ms, matrix.offset && at(matrix.offset), matrix.at && at(matrix.at)]).toEqual([
    "5m",
    300_000,
    "1h",
    "@ 10",
  ])
})

test("operators, label lists and groups have their spans", () => {
  const text = "a == bool on(x, y) group_left(z) sum by (q) (b)"
  const binary = parsed(text)
  if (binary.kind !== "binary" || binary.right.kind !== "aggregate") throw new Error("wrong tree")
  const at = (span?: { start: number; end: number }) => span && text.slice(span.start, span.end)
  expect([at(binary.opSpan), binary.bool, at(binary.matching), at(binary.matching?.group)]).toEqual([
    "==",
    true,
    "on(x, y) group_left(z)",
    "group_left(z)",
  ])
  expect(binary.matching?.labels.map(at)).toEqual(["x", "y"])
  expect([at(binary.right.grouping), at(binary.right)]).toEqual(["by (q)", "sum by (q) (b)"])
})

test.each([
  ["1 + 2", "scalar"],
  ["up > 1", "vector"],
  ["(up[5m])", "matrix"],
  ["up[5m:]", "matrix"],
  ["'x'", "string"],
  ["time()", "scalar"],
])("%s is a %s", (text, type) => expect(parse(text)).toMatchObject({ ok: true, type }))

describe("faults name the cause and the place", () => {
  test.each([
    ["rate(up)", 'expected type range vector in call to function "rate", got instant vector', "up"],
    ["sum(rate(up[5m]", "unclosed left parenthesis", "("],
    ["up[5m", "unclosed left bracket", "["],
    ['up{job="x"', "unexpected end of input inside braces", "{"],
    ["up)", "unexpected right parenthesis ')'", ")"],
    ["a and 1", 'set operator "and" not allowed in binary scalar expression', "and"],
    ["1 > 2", "comparisons between scalars must use BOOL modifier", ">"],
    ["a + bool b", "bool modifier can only be used on comparison operators", "+"],
    ["a and on(x) group_left b", 'no grouping allowed for "and" operation', "group_left"],
    ["a + on(x) group_left(x) b", 'label "x" must not occur in ON and GROUP clause at once', "x"],
    ["1 + on(x) b", "vector matching only allowed between instant vectors", "on(x)"],
    ['{job=~".*"}', "vector selector must contain at least one non-empty matcher", '{job=~".*"}'],
    ['up{__name__="x"}', 'metric name must not be set twice: "up" or "x"', '__name__="x"'],
    ["nosuch(up)", 'unknown function with name "nosuch"', "nosuch"],
    ["sum(up) by (without)", "unexpected <without> in grouping opts, expected label", "without"],
    ["topk(up)", "wrong number of arguments for aggregate expression provided, expected 2, got 1", "topk(up)"],
    ["round(up, 1, 2)", 'expected at most 2 argument(s) in call to "round", got 3', "round(up, 1, 2)"],
    ["abs(up,)", "trailing commas not allowed in function call args", ","],
    [
      "sum(up) offset 5m",
      "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery",
      "5m",
    ],
    ["up offset 5m offset 6m", "offset may not be set multiple times", "6m"],
    ["up @ Inf", "timestamp out of bounds for @ modifier: Infinity", "@ Inf"],
    ["up[5m:0s]", "duration must be greater than 0", "0s"],
    ["up[5m+1m]", "experimental duration expression is not enabled", "+"],
    [
      "limitk(1, up)",
      "limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions",
      "limitk",
    ],
    ['up{a="\\q"}', "unknown escape sequence U+0071 'q'", '"\\'],
    ['up{a=~"("}', "error parsing regexp: missing closing ): `(`", '"("'],
    [
      "-up[5m]",
      'unary expression only allowed on expressions of type scalar or instant vector, got "range vector"',
      "-up[5m]",
    ],
    ["up[5m:][5m:]", "subquery is only allowed on instant vector, got range vector", "up[5m:]"],
    ["# nothing", "no expression found in input", "# nothing"],
  ])("%s", (text, message, place) => {
    const result = parse(text)
    if (result.ok) throw new Error("accepted")
    expect([result.error.message, text.slice(result.error.start, result.error.end)]).toEqual([message, place])
  })
})

describe("profiles", () => {
  test.each([
    ["up > 5m", "--yy"],
    ["up[300]", "--yy"],
    ["1_000", "--yy"],
    ["0x1e", "yy--"],
    ["up offset 0s", "--yy"],
    ['{"any.name"}', "-yyy"],
    ['sum by ("any.label") (up)', "--yy"],
    ["holt_winters(up[5m], 1, 1)", "yy--"],
    ["histogram_avg(up)", "-yyy"],
    ["limitk", "yyyy"],
    ['up{a=~"(?<n>x)"}', "-yyy"],
    ['up{a=~"\\\\Qx"}', "-yyy"],
    ["mad_over_time(up[5m])", "----"],
    ["up[5m * 2]", "---y"],
    ["up offset (1h / 2)", "---y"],
    ["up[step()]", "---y"],
    ["up[5m / 0]", "----"],
    ["up[5m - 5m]", "---y"], // only evaluating it fails
    ["up[5m x]", "yyy-"],
    ["up @ start()[5m]", "yyy-"],
    ["rate(up[5m] smoothed)", "---y"],
    ["up[5m] anchored smoothed", "----"],
    ["smoothed", "yyyy"],
    ["a </ 5", "---y"],
    ["a + fill(0) b", "----"],
    ["a + fill", "yyyy"],
    ["first_over_time(up[5m])", "---y"],
    ["step()", "----"],
  ])("%s is accepted by 2.42, 2.53, 3.5, 3.16: %s", (text, accepted) => {
    expect(PROFILES.map((profile) => (parse(text, { profile }).ok ? "y" : "-")).join("")).toBe(accepted)
  })

  test.each([
    ["up[5m * 2]", 600_000, "5m*2"],
    ["up[ (5 + 2) * 1m ]", 420_000, "(5+2)*1m"],
    ["up[2 ^ 3 ^ 2]", 512_000, "2^3^2"],
    ["up[-3 ^ 2 + 20]", 11_000, "-3^2+20"],
    ["up[7 % 4 + 1]", 4_000, "7%4+1"],
    ["up[100 - 10 - 5]", 85_000, "100-10-5"],
    ["up[max_of(step(), 5s)]", 5_000, "max_of(step(), 5s)"],
    ["up[min_of(2 * step() + 5s, 5m)]", 5_000, "min_of(2*step()+5s, 5m)"],
  ])("%s is %d ms long in a rule", (text, ms, printed) => {
    const result = parse(text, { profile: "3.16" })
    if (!result.ok || result.expr.kind !== "matrix") throw new Error("no range selector")
    expect(result.expr.range).toMatchObject({ ms, text: printed, computed: true })
  })

  test.each([
    ["a offset 5m * 2", "(a offset * 2)"],
    ["a offset (5m) * 2", "a offset"],
    ["a offset step() * 2", "(a offset * 2)"],
    ["a </ b * c > d", "((a </ (b * c)) > d)"],
  ])("%s is %s in 3.16", (text, expected) => {
    const result = parse(text, { profile: "3.16" })
    expect(result.ok && grouped(result.expr)).toBe(expected)
  })
})

describe("hostile input ends in a fault", () => {
  test.each([
    ["parentheses", `${"(".repeat(30_000)}1${")".repeat(30_000)}`, "nested more than 500 levels deep"],
    ["signs", `${"-".repeat(60_000)}1`, "nested more than 500 levels deep"],
    ["powers", `1${"^1".repeat(30_000)}`, "nested more than 500 levels deep"],
    ["a chain of operators", `1${"+1".repeat(30_000)}`, "nested more than 1000 levels deep"],
    ["length", `up{a="${"x".repeat(70_000)}"}`, "longer than 65536 characters"],
  ])("%s", (_, text, message) => {
    const result = parse(text)
    expect(result.ok ? "accepted" : result.error.message).toBe(message)
  })
})
