import { expect, test } from "vitest"
import { tokens } from "@/lib/promql/tokens"
import { handWritten } from "../../promtool/promql/expressions"

const kinds = (text: string) =>
  tokens(text)
    .filter(({ kind }) => kind !== "whitespace" && kind !== "punctuation")
    .map(({ kind, text: piece }) => `${kind} ${piece}`)

test.each([
  [
    'sum by (job) (rate(up{a="b"}[5m])) > 0.9 # why',
    [
      "function sum",
      "keyword by",
      "label job",
      "function rate",
      "metric up",
      "label a",
      "operator =",
      'string "b"',
      "duration 5m",
      "operator >",
      "number 0.9",
      "comment # why",
    ],
  ],
  [
    "a and on(and) group_left(by) sum",
    ["metric a", "operator and", "keyword on", "label and", "keyword group_left", "label by", "metric sum"],
  ],
  ["and and offset offset 5m", ["metric and", "operator and", "metric offset", "keyword offset", "duration 5m"]],
  [
    '{"a.b", "c"="d"} @ start()',
    ['metric "a.b"', 'label "c"', "operator =", 'string "d"', "operator @", "function start"],
  ],
  ["a == bool Inf", ["metric a", "operator ==", "keyword bool", "number Inf"]],
  ["rate(a[$__interval]", ["function rate", "metric a"]],
  ["'open", ["string 'open"]],
])("%s", (text, expected) => expect(kinds(text).filter((token) => !/ [$_]/.test(token))).toEqual(expected))

test("the pieces of any text are the text", () => {
  const texts = [...handWritten(), "", "  ", "😀a{😀", 'x{"\ud800', "a[[[", "}}}", "\0"]
  for (const text of texts)
    expect(
      tokens(text)
        .map((token) => token.text)
        .join(""),
    ).toBe(text)
})
