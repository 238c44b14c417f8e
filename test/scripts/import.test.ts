import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { FIXTURES } from "@/test/support/demo"
import { run } from "./run"

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exporterhub-import-"))
  cpSync(FIXTURES, join(folder, "catalog"), { recursive: true })
  writeFileSync(
    join(folder, "more.yml"),
    "groups:\n- name: more\n  rules:\n  - alert: DemoGone\n    expr: absent(demo_up)\n    labels: { severity: critical }\n",
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

const LICENSED = ["--source", "https://example.com/rules", "--commit", "0123abc", "--license", "MIT"]
const importMore = (...args: string[]) =>
  run("import", join(folder, "more.yml"), "--catalog", join(folder, "catalog"), ...args)
const read = (file: string) => readFileSync(join(folder, "catalog/demo-exporter", file), "utf8")

test("rules go into an entry with their source, and validate asks for the runbook and the tests", async () => {
  const { code, out } = await importMore("--entry", "demo-exporter", ...LICENSED, "--json")
  const report = JSON.parse(out)
  expect([code, report.imported.length, report.refused, report.warning]).toEqual([0, 1, [], null])
  expect(report.testsMissing).toEqual(["DemoGone"])
  expect(read("rules/more.yaml")).toContain(
    "# Imported from https://example.com/rules at commit 0123abc; licence: MIT.",
  )
  expect(read("entry.yaml")).toContain("url: https://example.com/rules")
  expect(read("README.md")).toContain("Imported from https://example.com/rules")
  const checked = JSON.parse(
    (await run("validate", "demo-exporter", "--catalog", join(folder, "catalog"), "--promtool", "off", "--json")).out,
  )
  const found = checked.problems.map(({ check, file }: { check: string; file: string }) => [check, file])
  expect(found).toContainEqual(["alert-runbook", "demo-exporter/runbooks/DemoGone.md"])
  expect(found).toContainEqual(["alert-tested", "demo-exporter/rules/more.yaml"])
  // A second time, everything is there already.
  const again = JSON.parse((await importMore("--entry", "demo-exporter", ...LICENSED, "--json")).out)
  expect([again.imported, again.refused[0].reason, again.files]).toEqual([[], "duplicate", []])
})

test("without source and licence it says that a pull request is refused, and exits with 1", async () => {
  const { code, err } = await importMore("-o", join(folder, "out"))
  expect(code).toBe(1)
  expect(err).toContain(
    "Text of others needs their licence. Unknown: its source (--source URL) and its licence (--license SPDX)",
  )
  expect(readFileSync(join(folder, "out/rules/more.yaml"), "utf8")).toContain(
    "licence: unknown, so this may not be published",
  )
})

test("--dry-run writes nothing; a new entry needs its answers; flags cannot write lines into files", async () => {
  const dry = await importMore("--entry", "demo-exporter", "--dry-run", ...LICENSED)
  expect([dry.code, dry.out.includes("would write: ")]).toEqual([0, true])
  expect(existsSync(join(folder, "catalog/demo-exporter/rules/more.yaml"))).toBe(false)
  const fresh = await importMore("--entry", "other-exporter", ...LICENSED)
  expect([fresh.code, fresh.err.includes("Missing: --summary, --category, --maintainer")]).toEqual([2, true])
  expect((await importMore("--dry-run", "--license", "MIT\nevil: true")).code).toBe(2)
  expect((await importMore()).code).toBe(2)
})
