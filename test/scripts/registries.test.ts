import { spawn, spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { FIXTURES } from "@/test/support/demo"

const BIN = fileURLToPath(new URL("../../scripts/bin.js", import.meta.url))
// Each call starts a process.
vi.setConfig({ testTimeout: 30_000 })

const ours = mkdtempSync(join(tmpdir(), "exporterhub-ours-"))

beforeAll(() => {
  cpSync(join(FIXTURES, "demo-exporter"), join(ours, "demo-exporter"), { recursive: true })
  const file = join(ours, "demo-exporter/entry.yaml")
  writeFileSync(file, readFileSync(file, "utf8").replace(/^title:.*$/m, "title: Our own demo"))
})
afterAll(() => rmSync(ours, { recursive: true }))

function run(registries: string, ...args: string[]) {
  const env = { ...process.env, EXPORTERHUB_REGISTRIES: registries, EXPORTERHUB_CATALOG: FIXTURES }
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { env, encoding: "utf8" })
  return { status, stdout, stderr }
}

test("an entry of the registry on top is shown, and says what it hides", () => {
  const { status, stdout } = run(`company=${ours}`, "show", "demo-exporter", "--json")
  const { title, registry, shadows } = JSON.parse(stdout)
  expect([status, title, registry, shadows]).toEqual([0, "Our own demo", "company", ["fixtures"]])
})

test("without more registries there is one, and it is named", () => {
  const { registry, shadows } = JSON.parse(run("", "show", "demo-exporter", "--json").stdout)
  expect([registry, shadows]).toEqual(["fixtures", []])
})

test.each([
  ["ext::sh -c id", 2, "error: ext::sh -c id is no registry"],
  [`${tmpdir()}/exporterhub-nowhere`, 2, "error: Cannot read the registry folder"],
  ["x=http://127.0.0.1:9/x.git", 3, "error: http://127.0.0.1:9/x.git could not be fetched"],
])("EXPORTERHUB_REGISTRIES=%s ends with %i", (registries, status, message) => {
  const result = run(registries, "search", "demo")
  expect([result.status, result.stdout]).toEqual([status, ""])
  expect(result.stderr).toContain(message)
})

test("a reader that has enough ends the command quietly", async () => {
  const env = { ...process.env, EXPORTERHUB_CATALOG: FIXTURES }
  const child = spawn(process.execPath, [BIN, "show", "demo-exporter", "--json"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  })
  let stderr = ""
  child.stderr.on("data", (text) => {
    stderr += text
  })
  child.stdout.destroy()
  const code = await new Promise((resolve) => child.on("close", resolve))
  expect([code, stderr.replace(/^npm warn.*\n/gm, "")]).toEqual([0, ""])
})

test("a search can be narrowed to one registry, where there are several", () => {
  const { facets, hits } = JSON.parse(run(`company=${ours}`, "search", "demo", "--json").stdout)
  expect(facets.registry).toEqual([{ value: "company", count: expect.any(Number) }])
  expect(hits[0].registry).toBe("company")
  expect(JSON.parse(run("", "search", "demo", "--json").stdout).facets.registry).toEqual([])
})
