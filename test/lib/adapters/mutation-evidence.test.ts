import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { rememberEvidence, rememberedEvidence } from "@/lib/adapters/mutation-evidence"
import { loadEntry } from "@/lib/catalog/load-entry"
import { demoFiles } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "exporterhub-evidence-"))
})
afterAll(() => rm(folder, { recursive: true }))

const load = async (change: Record<string, string> = {}) =>
  loadEntry(memorySource({ ...(await demoFiles()), ...change }), "demo-exporter")
const evidence = new Map([["alert:DemoDown", { tool: "promtool 3.5.0", mutants: 4, killed: 3, survivors: [] }]])

test("what was shown is remembered until the entry changes, but not its texts for people", async () => {
  expect(await rememberedEvidence(await load(), folder)).toBeUndefined()
  await rememberEvidence(await load(), evidence, folder)
  expect(await rememberedEvidence(await load(), folder)).toEqual(evidence)
  expect(await rememberedEvidence(await load({ "demo-exporter/README.md": "new" }), folder)).toEqual(evidence)
  const tests = `${(await demoFiles())["demo-exporter/tests/alerts.yaml"]}\n# changed\n`
  expect(await rememberedEvidence(await load({ "demo-exporter/tests/alerts.yaml": tests }), folder)).toBeUndefined()
})

test("a damaged file is as good as none", async () => {
  await rememberEvidence(await load(), evidence, folder)
  await writeFile(join(folder, "evidence", "demo-exporter.json"), "{")
  expect(await rememberedEvidence(await load(), folder)).toBeUndefined()
})
