import { expect, test } from "vitest"
import { applySilences } from "@/lib/checks/silences"
import type { Problem } from "@/lib/problem"

const CHECKS = new Set(["counter-rate", "metric-known", "yaml-syntax"])

const problem = (line: number, check = "counter-rate"): Problem => ({
  check,
  severity: "error",
  file: "r.yaml",
  line,
  column: 9,
  message: "x",
})

/** Two rules; the first one's expression is on line 4, the second one's on line 8. */
const rules = (above = "", inExpr = "", atEnd = "") => `groups:
  - name: a
    rules:${above}
      - alert: A${inExpr}
        expr: up${atEnd}
        for: 5m
      - alert: B
        expr: up`

const apply = (text: string, problems: Problem[]) => {
  const { problems: left, silenced } = applySilences("r.yaml", text, problems, CHECKS)
  return {
    left: left.map(({ check, line, message }) => `${line} ${check}: ${message}`),
    silenced: silenced.map(({ line, reason }) => `${line} ${reason}`),
  }
}

test("a comment above a rule is about the whole rule and not about the next one", () => {
  const text = rules("\n      # exporterhub: ignore counter-rate because it is a gauge\n      # more words")
  expect(apply(text, [problem(7), problem(8), problem(10)])).toEqual({
    left: ["10 counter-rate: x"],
    silenced: ["7 it is a gauge", "8 it is a gauge"],
  })
})

test("a comment above a key is about that key", () => {
  const text = rules("", "\n        # exporterhub: ignore counter-rate, metric-known because of reasons")
  expect(apply(text, [problem(6), problem(6, "metric-known"), problem(7)]).left).toEqual(["7 counter-rate: x"])
})

test("a comment at the end of a line is about that line", () => {
  const text = rules("", "", " # exporterhub: ignore counter-rate because so")
  expect(apply(text, [problem(5), problem(6)])).toEqual({ left: ["6 counter-rate: x"], silenced: ["5 so"] })
})

test("ignore-file is about the whole file", () => {
  const text = `# exporterhub: ignore-file counter-rate because so\n${rules()}`
  expect(apply(text, [problem(6), problem(9)]).left).toEqual([])
})

test.each([
  ["ignore counter-rate", "1 silence: A silence needs its reason"],
  ["ignore because so", "1 silence: A silence needs its reason"],
  ["ignore counter-rat because so", "1 silence: There is no check counter-rat"],
  ["ignore counter-rate because so", "1 silence: There is nothing of counter-rate here to ignore"],
])("# exporterhub: %s", (comment, expected) => {
  expect(apply(`# exporterhub: ${comment}\n${rules()}`, []).left).toEqual([expected])
})

test("a file that does not load cannot be silenced", () => {
  const text = `# exporterhub: ignore-file yaml-syntax because so\n${rules()}`
  expect(apply(text, [problem(6, "yaml-syntax")]).left[0]).toContain("There is nothing")
})
