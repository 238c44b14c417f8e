import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { layeredCatalog } from "@/lib/adapters/layered-catalog"
import { FIXTURES } from "@/test/support/demo"

const OPTIONS = {
  code: fileURLToPath(new URL("../../../lib/yaml", import.meta.url)),
  note: () => undefined,
  derive: () => undefined,
}
const folder = mkdtempSync(join(tmpdir(), "exporterhub-layers-"))
const [base, company, broken] = ["base", "company", "broken"].map((name) => join(folder, name)) as [
  string,
  string,
  string,
]

beforeAll(() => {
  for (const [root, ids] of [
    [base, ["a-exporter", "b-exporter"]],
    [company, ["a-exporter", "c-exporter"]],
    [broken, ["b-exporter"]],
  ] as const) {
    for (const id of ids) {
      cpSync(join(FIXTURES, "demo-exporter"), join(root, id), { recursive: true })
      const file = join(root, id, "entry.yaml")
      writeFileSync(
        file,
        readFileSync(file, "utf8").replace(/^title:.*$/m, `title: ${root.slice(folder.length + 1)} ${id}`),
      )
    }
  }
  writeFileSync(join(broken, "b-exporter/entry.yaml"), "title: 1\n")
  mkdirSync(join(company, "tools"))
  writeFileSync(join(company, "tools/run.sh"), "exit 1\n")
  process.env.XDG_CACHE_HOME = join(folder, "cache")
})
afterAll(() => rmSync(folder, { recursive: true }))

const spec = (name: string, path: string) => ({ name, place: { kind: "folder" as const, path } })

test("entries of the registry on top win, with where they come from", async () => {
  const read = await layeredCatalog([spec("company", company)], { name: "base", folder: base }, OPTIONS)
  expect(read.entries.map(({ entry, origin }) => [entry.title, origin.registry, origin.shadows])).toEqual([
    ["company a-exporter", "company", ["base"]],
    ["base b-exporter", "base", []],
    ["company c-exporter", "company", []],
  ])
  expect([read.broken, read.registries.map(({ name }) => name)]).toEqual([[], ["company", "base"]])
  // Their large parts come from the same place.
  expect(read.entries.map(({ entry }) => entry.alerts.length > 0)).toEqual([true, true, true])
  read.close()
})

test("an entry that is broken on top hides the one below, and is told", async () => {
  const read = await layeredCatalog([spec("broken", broken)], { name: "base", folder: base }, OPTIONS)
  expect(read.entries.map(({ id }) => id)).toEqual(["a-exporter"])
  expect(read.broken.map(({ id, problem }) => [id, problem?.file])).toEqual([["b-exporter", "b-exporter/entry.yaml"]])
  read.close()
})

test("a registry that is not there is no empty one", async () =>
  expect(layeredCatalog([spec("x", join(folder, "nowhere"))], { name: "base", folder: base }, OPTIONS)).rejects.toThrow(
    /Cannot read the registry folder/,
  ))
