import { describe, expect, test, vi } from "vitest"
import { parseRunbook } from "@/lib/catalog/runbook"

const BODY = "## Meaning\n\na\n\n## Impact\n\nb\n\n## Diagnosis\n\n```yaml\n---\n```\n\n## Mitigation\n\nd\n"
const text = (front: string, lineBreak = "\n") => `---\n${front}\n---\n${BODY}`.replaceAll("\n", lineBreak)

test.each(["\n", "\r\n"])("front matter and body are told apart with line breaks %j", (lineBreak) => {
  const { runbook, problems } = parseRunbook("A.md", text("alert: A\ntitle: 'It is: down'", lineBreak))
  expect(problems).toEqual([])
  expect(runbook).toEqual({
    file: "A.md",
    alert: "A",
    title: "It is: down",
    body: BODY.replaceAll("\n", lineBreak),
  })
})

describe("faults of the front matter are at their lines in the file", () => {
  test.each<[string, string, number, number]>([
    ["alert: A\ntitle: [", "yaml-syntax", 3, 9],
    ["alert: A\ntitle: a\nalert: B", "yaml-syntax", 4, 1],
    ["alert: A\ntitle: ''", "schema", 3, 8],
    ["alert: A\ntitle: a\nteam: b", "schema", 4, 1],
  ])("%j", (front, check, line, column) => {
    expect(parseRunbook("A.md", text(front))).toMatchObject({ problems: [{ check, line, column }] })
  })
})

test.each([
  "",
  "---",
  "---\n---\n",
  "---\n\n---\n## Meaning\n",
  "---\nalert: A\n",
  `---\nalert: A\ntitle: a\n---more\n${BODY}`,
  `----\nalert: A\n---\n${BODY}`,
  ...["js", "javascript", "json", "coffee", "toml", "constructor", "__proto__", "hasOwnProperty"].map(
    (language) => `---${language}\n({ alert: "A", title: "a" })\n---\n${BODY}`,
  ),
])("%j has no front matter", (content) => {
  expect(parseRunbook("A.md", content)).toEqual({
    problems: [expect.objectContaining({ check: "runbook", line: 1, message: "The runbook has no YAML front matter" })],
  })
})

test("no front matter is run", () => {
  const run = vi.fn()
  vi.stubGlobal("runbookTest", run)
  for (const language of ["js", "javascript", " js", ""])
    parseRunbook("A.md", `---${language}\nrunbookTest()\n---\n${BODY}`)
  expect(run).not.toHaveBeenCalled()
  vi.unstubAllGlobals()
})
