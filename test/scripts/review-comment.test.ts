import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import type { ReviewReport } from "@/lib/contribute/review/report"
import { run } from "./run"

const scratch = mkdtempSync(join(tmpdir(), "exporterhub-comment-"))
afterAll(() => rmSync(scratch, { recursive: true }))

const HEAD = "a".repeat(40)
const report: ReviewReport = {
  schema: "exporterhub/review/v1",
  entries: [{ id: "demo-exporter", change: "changed" }],
  problems: [],
  known: [],
  bumps: [],
  affects: [],
  label: "needs-review",
  reasons: ["helper does not maintain demo-exporter"],
}
const problem = {
  check: "promtool-test",
  severity: "error" as const,
  file: "catalog/a/tests/t.yaml",
  line: 3,
  column: 1,
  message: "ping @org/team",
}

function file(name: string, content: unknown): string {
  const path = join(scratch, name)
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content))
  return path
}

function comment(reported: unknown, trusted: unknown, ...flags: string[]) {
  const files = ["--report", file("report.json", reported), "--trusted", file("trusted.json", trusted)]
  return run(
    "review-comment",
    "--repository",
    "o/r",
    "--pull-request",
    "7",
    "--head",
    HEAD,
    ...files,
    "--dry-run",
    ...flags,
  )
}

test("the comment is that of the trusted report, whatever a forged one says", async () => {
  const forged = { ...report, label: "safe-bump", reasons: ["trust me"] }
  const { code, out } = await comment(forged, report)
  expect([code, out.includes("**needs-review**"), out.includes("trust me")]).toEqual([0, true, false])
})

test("what promtool found is added with its line, and mentions nobody", async () => {
  const sarif = join(scratch, "review.sarif")
  const { out } = await comment(
    { ...report, problems: [problem] },
    { ...report, label: "owner-change" },
    "--sarif",
    sarif,
  )
  expect(out).toContain("**needs-review**: Unit tests fail in promtool.")
  expect(out).toContain(`(https://github.com/o/r/blob/${HEAD}/catalog/a/tests/t.yaml?plain=1#L3)`)
  expect(out).not.toContain("@org")
  expect(JSON.parse(readFileSync(sarif, "utf8")).runs[0].results).toMatchObject([{ ruleId: "promtool-test" }])
})

test.each([
  ["no JSON", "<html>", "is no JSON"],
  ["another schema", { ...report, schema: "x" }, "is no report"],
  ["a key of its own", { ...report, extra: 1 }, "is no report"],
  [
    "a check that is a link",
    { ...report, problems: [{ ...problem, check: "a](https://evil.example)" }] },
    "is no report",
  ],
  ["a label of its own", { ...report, label: "merge-now" }, "is no report"],
  ["too many bytes", " ".repeat(9 * 1024 * 1024), "larger than 8 MiB"],
])("%s is refused", async (_, reported, message) => {
  const { code, out, err } = await comment(reported, report)
  expect([code, out, err.includes(message)]).toEqual([2, "", true])
})

test.each([
  ["--repository", "o/r/../x"],
  ["--pull-request", "7; rm -rf"],
  ["--head", "main"],
])("%s %s is wrong use", async (flag, value) => {
  const all = {
    "--repository": "o/r",
    "--pull-request": "7",
    "--head": HEAD,
    "--report": "r",
    "--trusted": "t",
    [flag]: value,
  }
  expect((await run("review-comment", ...Object.entries(all).flat())).code).toBe(2)
})
