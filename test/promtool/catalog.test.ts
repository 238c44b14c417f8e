import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { promtool, promtoolVersion } from "@/lib/adapters/promtool"
import { buildBundle } from "@/lib/bundle/build"
import { allParameters } from "@/lib/catalog/common-parameters"
import { type LoadedEntry, loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { demoFiles } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))
const installed = spawnSync("promtool", ["--version"]).status === 0
if (!installed && process.env.CI === "true") throw new Error("promtool is not installed, and CI needs it")
if (!installed) console.warn("SKIPPED: promtool is not installed (Debian's package prometheus has it)")

const scratch = mkdtempSync(join(tmpdir(), "exporterhub-test-"))
afterAll(() => rmSync(scratch, { recursive: true }))

async function demo(change: (files: Record<string, string>) => void): Promise<LoadedEntry> {
  const files = await demoFiles()
  change(files)
  return loadEntry(memorySource(files), "demo-exporter")
}

async function run(loaded: LoadedEntry) {
  return (await promtool((await promtoolVersion()) ?? "").run(loaded)).problems
}

describe.skipIf(!installed)("promtool", () => {
  test("passes the demo entry", async () => {
    expect(await run(await demo(() => {}))).toEqual([])
  })

  test("a test that expects the wrong thing is a problem at its line", async () => {
    const path = "demo-exporter/tests/alerts.yaml"
    const loaded = await demo((files) => {
      files[path] = (files[path] ?? "").replace("eval_time: 9m", "eval_time: 11m")
    })
    expect(await run(loaded)).toMatchObject([
      { check: "promtool-test", file: path, line: 21, message: expect.stringContaining("DemoMemoryHigh to be silent") },
    ])
  })

  test("a rule that promtool refuses is a problem at its line", async () => {
    const path = "demo-exporter/rules/alerts.yaml"
    const loaded = await demo((files) => {
      files[path] = (files[path] ?? "").replace("demo_up == 1", "demo_up == on 1")
    })
    expect(await run(loaded)).toMatchObject([
      { check: "promtool-check", file: path, message: expect.stringContaining("DemoMemoryHigh") },
    ])
  })

  describe.each(readdirSync(CATALOG))("%s", (id) => {
    test("rules load, and every unit test passes", async () => {
      expect(await run(await loadEntry(disk(CATALOG), id))).toEqual([])
    })

    test("the prometheus bundle is accepted by check config and check rules", async () => {
      const { entry } = await loadEntry(disk(CATALOG), id)
      if (!entry) throw new Error("broken")
      const values = parameterValues(allParameters(entry), {}, { examples: true })
      const items = [{ entry, values }]
      const bundle = buildBundle("prometheus", { items, name: id, namespace: "monitoring", labels: {} })
      const folder = join(scratch, id)
      for (const { path, content } of bundle.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
      const said = execFileSync("promtool", ["check", "config", "prometheus.yml"], { cwd: folder, encoding: "utf8" })
      const rules = [...entry.alerts, ...entry.recordings].length
      expect(said).toContain(`${rules} rules found`)
      expect(
        execFileSync("promtool", ["check", "rules", `rules/${id}.yaml`], { cwd: folder, encoding: "utf8" }),
      ).toContain("SUCCESS")
    })
  })
})
