import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { FIXTURES } from "@/test/support/demo"
import { run } from "./run"

let catalog = ""
beforeEach(() => {
  catalog = mkdtempSync(join(tmpdir(), "exporterhub-fmt-"))
  cpSync(FIXTURES, catalog, { recursive: true })
})
afterEach(() => rmSync(catalog, { recursive: true }))

const fmt = (...args: string[]) => run("fmt", ...args, "--catalog", catalog)

test("--check writes nothing and exits with 1 until fmt has run; then everything is in order", async () => {
  const file = join(catalog, "demo-exporter/rules/alerts.yaml")
  const before = readFileSync(file, "utf8")
  const checked = await fmt("demo-exporter", "--check")
  expect([checked.code, readFileSync(file, "utf8")]).toEqual([1, before])
  expect(checked.out).toContain("not in canonical form: ")

  const written = JSON.parse((await fmt("--json")).out)
  expect(written.changed).toContain(file)
  expect(readFileSync(file, "utf8")).not.toBe(before)
  expect((await fmt("--check")).code).toBe(0)
  expect((await run("validate", "--catalog", catalog, "--promtool", "off")).code).toBe(0)
})

test("a file that needs nothing is not touched", async () => {
  await fmt()
  const file = join(catalog, "demo-exporter/entry.yaml")
  const { mtimeMs, ino } = statSync(file)
  await fmt()
  expect([statSync(file).mtimeMs, statSync(file).ino]).toEqual([mtimeMs, ino])
})

test("files outside of the catalog, and broken ones", async () => {
  const dashboard = join(catalog, "export.json")
  writeFileSync(dashboard, JSON.stringify({ id: 3, title: "T", panels: [{ type: "stat", datasource: null }] }))
  expect((await fmt(dashboard)).code).toBe(0)
  expect(JSON.parse(readFileSync(dashboard, "utf8"))).toMatchObject({ templating: { list: [{ name: "datasource" }] } })
  const broken = join(catalog, "broken.yaml")
  writeFileSync(broken, "groups: [\n")
  const { code, err } = await fmt(broken)
  expect([code, err.includes("broken.yaml:")]).toEqual([1, true])
  expect(readFileSync(broken, "utf8")).toBe("groups: [\n")
})

test.each([
  ["/does/not/exist.yaml", "there is no such file"],
  ["README.md", "does not know files such as"],
])("%s is wrong use", async (path, message) => {
  const { code, err } = await fmt(path === "README.md" ? join(catalog, "demo-exporter/README.md") : path)
  expect([code, err.includes(message)]).toEqual([2, true])
})
