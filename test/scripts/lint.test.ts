import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { FIXTURES } from "@/test/support/demo"
import { run as cli } from "./run"

const scratch = mkdtempSync(join(tmpdir(), "exporterhub-lint-"))
afterAll(() => rmSync(scratch, { recursive: true }))

const file = (name: string, text: string): string => {
  const path = join(scratch, name)
  mkdirSync(join(path, ".."), { recursive: true })
  writeFileSync(path, text)
  return path
}

const rules = (expr: string) => `groups:
  - name: a
    rules:
      - alert: DemoDown
        expr: ${expr}
        for: 5m
        labels: { severity: critical }
        annotations: { summary: "{{ $labels.instance }} is down", description: It does not answer. }
`
const good = file("good.yaml", rules("demo_up == 0"))
const bad = file("bad.yaml", rules("demo_upp == 0"))
const syntax = file("syntax.yaml", rules("sum(demo_up == 0"))
file("folder/deep/a.yml", rules("demo_upp == 0"))
file("folder/notes.txt", "sum(")
const exposition = file("demo.prom", "# TYPE demo_up gauge\ndemo_up 1\n")
const broken = file("broken.prom", "demo_up one\n")
const binary = file("binary.yaml", "groups:\u0000")

const run = (...args: string[]) => cli("lint", ...args, "--catalog", FIXTURES)

test("a clean file: exit code 0, nothing on standard output", async () => {
  const { code, out, err } = await run(good, "--against", "demo-exporter")
  expect({ code, out }).toEqual({ code: 0, out: "" })
  expect(err).toBe("0 errors, 0 warnings in 1 alert, 0 recording rules, 0 queries of 1 file")
})

test("a wrong metric: exit code 1, the token underlined, the nearest name", async () => {
  const { code, out } = await run(bad, "--against", "demo-exporter@1.2.0")
  expect(code).toBe(1)
  expect(out.split("\n").slice(1)).toEqual([
    "5 |         expr: demo_upp == 0",
    "  |               ^^^^^^^^",
    "  = Did you mean demo_up?",
  ])
})

test("against an exposition file", async () => {
  expect((await run(good, "--metrics", exposition)).code).toBe(0)
  expect((await run(bad, "--metrics", exposition)).code).toBe(1)
})

test("without metrics only what can be known is said, and people are told", async () => {
  const { code, err } = await run(bad)
  expect(code).toBe(0)
  expect(err).toContain("--against, --metrics or --prometheus")
})

test("a folder is read with everything below it that can hold rules", async () => {
  const { code, out } = await run(join(scratch, "folder"), "--against", "demo-exporter", "--json")
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ files: 1, alerts: 1, problems: [{ check: "metric-known" }] })
})

test("--json has one document with the contract's keys", async () => {
  const { out } = await run(bad, syntax, "--against", "demo-exporter", "--json")
  const answer = JSON.parse(out)
  expect(answer.files).toBe(2)
  expect(answer.problems.map(({ check }: { check: string }) => check).sort()).toEqual(["metric-known", "promql-syntax"])
  for (const problem of answer.problems)
    expect(problem).toMatchObject({ severity: "error", file: expect.any(String), line: 5, column: expect.any(Number) })
})

test("--format github and sarif", async () => {
  const github = await run(bad, "--against", "demo-exporter", "--format", "github")
  expect(github.out).toMatch(/^::error file=.*bad\.yaml,line=5,col=15/)
  const sarif = await run(bad, "--against", "demo-exporter", "--format", "sarif")
  expect(JSON.parse(sarif.out).runs[0].results).toHaveLength(1)
})

test("--ignore and --fail-on", async () => {
  expect((await run(bad, "--against", "demo-exporter", "--ignore", "metric-known")).code).toBe(0)
  const bare = file("bare.yaml", rules("demo_up == 0").replace(/, description: [^}]*/, " "))
  expect((await run(bare)).code).toBe(0)
  expect((await run(bare, "--fail-on", "warning")).code).toBe(1)
})

describe("wrong use exits with 2 and says what to do", () => {
  test.each([
    [[], "Missing <file…>"],
    [[join(scratch, "nothing.yaml")], "there is no such file"],
    [[mkdtempSync(join(scratch, "empty-"))], "no YAML or JSON file"],
    [[good, "--against", "demo-exporter@9"], "no version 9"],
    [[good, "--against", "demo"], "no entry"],
    [[good, "--ignore", "metric-knwon"], "Did you mean metric-known?"],
    [[good, "--metrics", broken], "broken.prom:1 is no sample"],
    [[good, "--metrics", good], "is no sample"],
    [[good, "--prometheus", "nonsense"], "not the URL"],
    [[good, "--interval", "often"], "must be a duration"],
    [[good, "--prometheus-version", "1.0"], "--prometheus-version"],
    [[good, "--format", "xml"], "--format"],
  ])("%j", async (args, message) => {
    const { code, err, out } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(err).toContain(message)
  })
})

test("nobody at the Prometheus URL exits with 3", async () => {
  expect((await run(good, "--prometheus", "http://127.0.0.1:9")).code).toBe(3)
})

test("a file that is no text is a problem and no crash", async () => {
  const { code, out } = await run(binary)
  expect(code).toBe(1)
  expect(out).toContain("yaml-syntax")
})
