import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { storedCatalog } from "@/lib/adapters/catalog-store"
import { disk } from "@/lib/adapters/disk"
import { loadEntry } from "@/lib/catalog/load-entry"
import { FIXTURES } from "../../support/demo"

vi.mock(import("@/lib/catalog/load-entry"), { spy: true })

let base = ""
const catalog = () => join(base, "catalog")
const code = () => join(base, "code")
const cache = () => join(base, "cache")
const stored = (root = catalog()) =>
  storedCatalog({
    root,
    code: code(),
    folder: cache(),
    note: ({ title, alerts }) => `${title}: ${alerts.length}`,
    derive: ({ id, alerts }) => [id, alerts.length],
  })

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "catalog-store-"))
  for (const id of ["first", "second"])
    await cp(join(FIXTURES, "demo-exporter"), join(catalog(), id), { recursive: true })
  await cp(join(FIXTURES, "demo-exporter/rules"), code(), { recursive: true })
})
afterEach(() => rm(base, { recursive: true }))

test("what comes out of the store is what the files say, the first time and the second", async () => {
  const { entry } = await loadEntry(disk(catalog()), "second")
  if (!entry) throw new Error("the demo entry is broken")
  for (const time of [1, 2]) {
    const { entries, broken } = await stored()
    expect(
      entries.map(({ id }) => id),
      `time ${time}`,
    ).toEqual(["first", "second"])
    expect(entries[1]?.entry).toEqual(entry)
    expect(entries[1]?.note).toBe("Demo exporter: 2")
    expect(entries[1]?.derived()).toEqual(["second", 2])
    expect(broken).toEqual([])
  }
})

test("only what has changed is parsed again", async () => {
  const parsed = vi.mocked(loadEntry)
  await stored()
  parsed.mockClear()
  await stored()
  expect(parsed).not.toHaveBeenCalled()
  const file = join(catalog(), "first/entry.yaml")
  await writeFile(file, (await readFile(file, "utf8")).replace("title: Demo exporter", "title: New title"))
  const { entries } = await stored()
  expect(parsed.mock.calls.map(([, id]) => id)).toEqual(["first"])
  expect(entries.map(({ entry }) => [entry.title, entry.readme.slice(0, 6)])).toEqual([
    ["New title", "# Demo"],
    ["Demo exporter", "# Demo"],
  ])
})

test("new, removed and broken entries", async () => {
  await stored()
  await cp(join(FIXTURES, "demo-exporter"), join(catalog(), "third"), { recursive: true })
  await rm(join(catalog(), "first"), { recursive: true })
  await writeFile(join(catalog(), "second/rules/alerts.yaml"), "groups: 1\n")
  for (const time of [1, 2]) {
    const { entries, broken } = await stored()
    expect(
      entries.map(({ id }) => id),
      `time ${time}`,
    ).toEqual(["third"])
    expect(broken).toMatchObject([{ id: "second", problem: { file: "second/rules/alerts.yaml", line: 1 } }])
  }
})

test("another program reads everything anew", async () => {
  await stored()
  await writeFile(join(code(), "alerts.yaml"), "changed")
  await stored()
  expect(await readdir(cache())).toHaveLength(2)
})

test("a damaged store is as good as none, and entries in use survive its removal", async () => {
  const { entries } = await stored()
  const [name = ""] = await readdir(cache())
  await rm(cache(), { recursive: true })
  expect(entries[0]?.entry.alerts).toHaveLength(2)
  await stored()
  await writeFile(join(cache(), name), "not a pack at all, but long enough to have a tail")
  expect((await stored()).entries[0]?.entry.alerts).toHaveLength(2)
})

test("a folder that is not there is said", async () => {
  await expect(stored(join(base, "nowhere"))).rejects.toThrow(/Cannot read the registry folder/)
})

test("where nothing can be written in the cache, another folder serves", async () => {
  await writeFile(cache(), "a file where the folder should be")
  expect((await stored()).entries).toHaveLength(2)
})
