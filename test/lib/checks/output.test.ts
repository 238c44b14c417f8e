import { expect, test } from "vitest"
import { github } from "@/lib/checks/output/github"
import type { Report, Style } from "@/lib/checks/output/report"
import { sarif } from "@/lib/checks/output/sarif"
import { text } from "@/lib/checks/output/text"
import type { Problem } from "@/lib/problem"

const PLAIN: Style = { paint: (_, words) => words, version: "1.2.3" }
const FILE = `groups:
  - name: a
    rules:
      - alert: Down
        expr: upp{job="x"} == 0
`
const problem: Problem = {
  check: "metric-known",
  severity: "error",
  file: "rules/a.yaml",
  line: 5,
  column: 15,
  endLine: 5,
  endColumn: 27,
  message: "No capture shows the metric upp",
  hint: "Did you mean up?",
}
const report = (problems: Problem[], content = FILE): Report => ({
  problems,
  texts: new Map([["rules/a.yaml", content]]),
})

test("text underlines what is meant, and puts the hint under it", () => {
  expect(text(report([problem]), PLAIN)).toBe(`rules/a.yaml:5:15 error No capture shows the metric upp (metric-known)
5 |         expr: upp{job="x"} == 0
  |               ^^^^^^^^^^^^
  = Did you mean up?`)
})

test("without an end, the word is underlined", () => {
  const { endLine: _line, endColumn: _column, ...start } = problem
  expect(text(report([start]), PLAIN).split("\n")[2]).toBe("  |               ^^^")
})

test("an end on a later line underlines to the end of the line", () => {
  expect(text(report([{ ...problem, endLine: 6, endColumn: 3 }]), PLAIN).split("\n")[2]).toBe(
    "  |               ^^^^^^^^^^^^^^^^^",
  )
})

test("a long line is cut around the fault, and control characters do not reach the terminal", () => {
  const content = `${"\n".repeat(4)}${"a".repeat(300)}\u001b[31mbad\n`
  const [, source = "", mark = ""] = text(report([{ ...problem, column: 306, endColumn: 309 }], content), PLAIN).split(
    "\n",
  )
  expect(source.length).toBeLessThan(130)
  expect(source.slice(mark.indexOf("^"))).toBe("bad")
  expect(source).not.toContain("\u001b")
})

test("a file without text still gets its line", () => {
  expect(text({ problems: [problem], texts: new Map() }, PLAIN).split("\n")).toHaveLength(2)
})

test("GitHub annotations are escaped, and their last column is inclusive", () => {
  const odd = { ...problem, file: "a,b:c.yaml", message: "100%\nbad" }
  expect(github(report([odd]))).toBe(
    "::error file=a%2Cb%3Ac.yaml,line=5,endLine=5,col=15,endColumn=26,title=metric-known::100%25%0Abad%0ADid you mean up?",
  )
})

test("SARIF names the rule, its docs, the place, and the same fingerprint after lines were added above", () => {
  const log = JSON.parse(sarif(report([problem]), { ...PLAIN, siteUrl: "https://hub.example" }))
  const [run] = log.runs
  expect(log.version).toBe("2.1.0")
  expect(run.tool.driver).toMatchObject({ name: "ExporterHub", version: "1.2.3" })
  expect(run.tool.driver.rules).toMatchObject([
    {
      id: "metric-known",
      helpUri: "https://hub.example/docs/checks/metric-known",
      defaultConfiguration: { level: "error" },
    },
  ])
  expect(run.tool.driver.rules[0].help.markdown).toContain("never fires")
  expect(run.results).toMatchObject([
    {
      ruleId: "metric-known",
      ruleIndex: 0,
      level: "error",
      message: { text: "No capture shows the metric upp. Did you mean up?" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "rules/a.yaml" },
            region: { startLine: 5, startColumn: 15, endLine: 5, endColumn: 27 },
          },
        },
      ],
    },
  ])
  const moved = JSON.parse(sarif(report([{ ...problem, line: 6, endLine: 6 }], `\n${FILE}`), PLAIN))
  expect(moved.runs[0].results[0].partialFingerprints).toEqual(run.results[0].partialFingerprints)
})
