import { describe, expect, test } from "vitest"
import { minimumVersion } from "@/lib/promql/minimum-version"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import { PROFILES } from "@/lib/promql/profile"
import { handWritten } from "../../promtool/promql/expressions"
import { generated } from "../../promtool/promql/generate"
import { mutated, seededRandom } from "../../promtool/promql/mutate"
import { parsed, withoutSpans } from "./parsed"

test.each([
  ["sum(rate(a[5m]))by(x,y)/2", "sum by (x, y) (rate(a[5m])) / 2"],
  ["a{b='c',d=~`e\\.f`}", 'a{b="c", d=~"e\\\\.f"}'],
  ["a==bool on(x)group_left b", "a == bool on (x) group_left () b"],
  ["a @ start() offset -5m", "a offset -5m @ start()"],
  ["topk(3,a)", "topk(3, a)"],
  ["max_over_time(a[1h:])", "max_over_time(a[1h:])"],
  ["a > 5m # comment", "a > 5m"],
  ['{"a.b","c.d"="e"}', '{"a.b", "c.d"="e"}'],
  ["'\\xe9\\x00'", '"\\ufffd\\u0000"'], // bytes that are no UTF-8 cannot be kept in a string
  ["(-a)", "(-a)"],
])("%s prints as %s", (text, printed) => expect(print(parsed(text))).toBe(printed))

describe.each(PROFILES)("in %s what is printed parses to the same tree", (profile) => {
  const random = seededRandom(20_26)
  const made = Array.from({ length: 3_000 }, () => generated(random, { latest: profile === "3.16" }))
  const seeds = [...handWritten(), ...made.slice(0, 1_000)]
  const groups = { "hand-written": handWritten(), generated: made, mutated: mutated(seeds, 12_000, random) }

  test.each(Object.entries(groups))("%s", (_, texts) => {
    let valid = 0
    for (const text of texts) {
      const first = parse(text, { profile })
      if (!first.ok) continue
      valid++
      const second = parse(print(first.expr), { profile })
      if (!second.ok) throw new Error(`${text} prints as ${print(first.expr)}: ${second.error.message}`)
      expect(withoutSpans(second.expr), text).toEqual(withoutSpans(first.expr))
      expect(print(second.expr), text).toBe(print(first.expr))
      expect(second.type, text).toBe(first.type)
    }
    expect(valid).toBeGreaterThan(400)
  })
})

describe("minimumVersion", () => {
  test("of what only the newest accepts", () => {
    for (const text of ["a[5m * 2]", "rate(a[5m] smoothed)", "a </ 5", "first_over_time(a[5m])"]) {
      const result = parse(text, { profile: "3.16" })
      expect(result.ok && minimumVersion(result.expr), text).toBe("3.16")
    }
  })

  test.each([
    ["sum by (a) (b)", "2.42"],
    ["holt_winters_total > 5", "2.42"],
    ["a > 5m", "3.5"],
    ["a[+5m]", "3.5"],
    ['{"a"}', "2.53"],
    ["histogram_avg(a)", "2.53"],
    ['sum by ("a") (b)', "3.5"],
  ])("of %s is %s", (text, version) => expect(minimumVersion(parsed(text))).toBe(version))
})
