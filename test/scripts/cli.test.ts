import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { commands } from "@/scripts/all"
import { jsonSchemas } from "@/scripts/schema"
import { FIXTURES } from "@/test/support/demo"
import { run } from "./run"

const scratch = mkdtempSync(join(tmpdir(), "exporterhub-cli-"))
afterAll(() => rmSync(scratch, { recursive: true }))

/** A command on the fixtures with `--json`, parsed: exactly one document on standard output. */
async function json(...args: string[]) {
  const { code, out } = await run(...args, "--catalog", FIXTURES, "--json")
  return { code, answer: JSON.parse(out) }
}

describe("help", () => {
  test("lists every command", async () => {
    const { code, out } = await run("help")
    expect(code).toBe(0)
    for (const name of Object.keys(commands)) expect(out).toContain(`  ${name}`)
  })
  test.each(Object.keys(commands))("%s --help shows usage and flags", async (name) => {
    const { code, out } = await run(name, "--help")
    expect([code, out.includes(`Usage: exporterhub ${name}`), out.includes("--json")]).toEqual([0, true, true])
  })
})

describe("wrong use exits with 2 and says what to do", () => {
  test.each([
    [["nonsense"], "no command"],
    [["show"], "Missing <entry>"],
    [["show", "nothing-here", "--catalog", FIXTURES], "no entry"],
    [["show", "demo-exporter", "--catalog", "/does/not/exist"], "Cannot read the registry"],
    [["bundle", "demo-exporter", "--catalog", FIXTURES], "address is required"],
    [["bundle", "demo-exporter", "--catalog", FIXTURES, "--examples", "--target", "nope"], "operator, prometheus"],
    [["bundle", "demo-exporter", "--catalog", FIXTURES, "--set", "address"], "name=value"],
    [["bundle", "demo-exporter", "--catalog", FIXTURES, "--set", "other.address=x"], 'no entry "other"'],
    [["validate", "--promtool", "maybe"], "--promtool"],
    [["validate", "--nope"], "nope"],
    [["search", "--limit", "0", "x", "--catalog", FIXTURES], "--limit"],
  ])("%j", async (args, message) => {
    const { code, err, out } = await run(...args)
    expect([code, out]).toEqual([2, ""])
    expect(err).toContain(message)
  })
  test("with --json the error is JSON", async () => {
    const { code, answer } = await json("bundle", "demo-exporter", "--set", "level=9")
    expect(code).toBe(2)
    expect(answer.error.fields.map(({ field }: { field: string }) => field)).toEqual(["address", "level"])
  })
})

describe("the contract of --json", () => {
  test("validate", async () => {
    expect(await json("validate", "--promtool", "off")).toEqual({ code: 0, answer: { entries: 1, problems: [] } })
  })
  test("search", async () => {
    const { answer } = await json("search", "demo", "down")
    expect(Object.keys(answer)).toEqual(["total", "tookMs", "hits", "facets"])
    expect(answer.hits[0]).toMatchObject({ type: "alert", entry: "demo-exporter", title: "DemoDown" })
    expect(Object.keys(answer.facets)).toEqual([
      "type",
      "category",
      "severity",
      "software",
      "proven",
      "target",
      "registry",
    ])
  })
  test("show", async () => {
    const { answer } = await json("show", "demo-exporter")
    expect(answer.alerts.map(({ alert, proven }: any) => [alert, proven])).toEqual([
      ["DemoDown", true],
      ["DemoMemoryHigh", true],
    ])
    expect(answer.alerts[1].evidence).toEqual({
      loads: true,
      metrics: [
        { name: "instance:demo_memory:ratio", how: "recorded" },
        { name: "demo_up", how: "seen" },
      ],
      labels: true,
      tests: { firing: 1, silent: 1 },
      runbook: true,
      verified: { version: "1.2.0", captured: "2026-11-20T10:00:00Z" },
    })
  })
  test("bundle", async () => {
    const folder = join(scratch, "bundle")
    const { answer } = await json("bundle", "demo-exporter", "--examples", "-o", folder)
    expect(answer.files).toEqual([
      { path: "demo-exporter.yaml", bytes: readFileSync(join(folder, "demo-exporter.yaml")).length },
    ])
    expect(answer.digest).toMatch(/^sha256:/)
  })
})

test("bundle -o - prints what -o folder writes", async () => {
  const folder = join(scratch, "same")
  await run("bundle", "demo-exporter", "--catalog", FIXTURES, "--examples", "-o", folder)
  const { out } = await run("bundle", "demo-exporter", "--catalog", FIXTURES, "--examples", "-o", "-")
  expect(`${out}\n`).toBe(readFileSync(join(folder, "demo-exporter.yaml"), "utf8"))
})

test("the JSON Schemas in public/schema are those of the code (npm run schema writes them)", () => {
  for (const [name, text] of Object.entries(jsonSchemas()))
    expect(readFileSync(new URL(`../../public/schema/${name}`, import.meta.url), "utf8"), name).toBe(text)
})
