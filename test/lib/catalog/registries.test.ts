import { describe, expect, test } from "vitest"
import { loadEntries } from "@/lib/catalog/load-entry"
import { layer, parseRegistries, withoutSecrets } from "@/lib/catalog/registries"
import { memorySource } from "../../support/memory-source"

describe("parseRegistries", () => {
  test.each([
    ["", []],
    [" , \n", []],
    ["/srv/registry", [{ name: "registry", place: { kind: "folder", path: "/srv/registry" } }]],
    ["company=../ours", [{ name: "company", place: { kind: "folder", path: "../ours" } }]],
    [
      "https://git.example.com/team/Alert_Rules.git",
      [{ name: "alert-rules", place: { kind: "git", url: "https://git.example.com/team/Alert_Rules.git" } }],
    ],
    [
      "company=ssh://git@git.example.com:2222/team/r.git#v2:some/catalog/",
      [
        {
          name: "company",
          place: { kind: "git", url: "ssh://git@git.example.com:2222/team/r.git", ref: "v2", folder: "some/catalog" },
        },
      ],
    ],
    ["git@example.com:team/r.git", [{ name: "r", place: { kind: "git", url: "git@example.com:team/r.git" } }]],
    [
      "https://example.com/r.git?a=b#:catalog",
      [{ name: "r-git-a-b", place: { kind: "git", url: "https://example.com/r.git?a=b", folder: "catalog" } }],
    ],
    ["a=/a, b=/b\nc=/c", ["a", "b", "c"].map((name) => ({ name, place: { kind: "folder", path: `/${name}` } }))],
  ])("%j", (setting, specs) => expect(parseRegistries(setting)).toEqual(specs))

  test.each([
    ["company=", "company= is no registry"],
    ["ext::sh -c id", "ext::sh -c id is no registry"],
    ["x=--upload-pack=touch /tmp/x", "x=--upload-pack=touch /tmp/x is no registry"],
    ["My Company=/srv", '"My Company" is no name of a registry: it must be kebab-case'],
    ["/", '"" is no name of a registry: it must be kebab-case'],
    ["https://example.com/r.git#--output=x", "--output=x is no branch, tag or commit"],
    ["https://example.com/r.git#main:../../etc", "../../etc is outside of the repository"],
    ["a=/x,a=/y", "Two registries are named a"],
    ["x=-oProxyCommand=a://user:secret@host/r", "x=-oProxyCommand=a://host/r is no registry"],
  ])("%j is refused", (setting, message) => expect(() => parseRegistries(setting)).toThrow(message))

  test("what is shown of a location has no password", () =>
    expect(withoutSecrets("https://me:token@example.com/r.git")).toBe("https://example.com/r.git"))
})

describe("layer", () => {
  const entry = (title: string) => `title: ${title}`
  const company = memorySource({
    "redis-exporter/entry.yaml": entry("Ours"),
    "README.md": "not an entry",
    "tools/run.sh": "not an entry either",
  })
  const shared = memorySource({
    "redis-exporter/entry.yaml": entry("Theirs"),
    "redis-exporter/rules/extra.yaml": "groups: []",
    "node-exporter/entry.yaml": entry("Node"),
  })
  const layered = layer([
    { name: "company", source: company },
    { name: "shared", source: shared },
  ])

  test("an entry comes whole from the first registry that has it", async () => {
    const { source } = await layered
    expect(await source.list("")).toEqual(["node-exporter/entry.yaml", "redis-exporter/entry.yaml"])
    expect(await source.list("redis-exporter")).toEqual(["redis-exporter/entry.yaml"])
    expect(await source.read("redis-exporter/entry.yaml")).toBe(entry("Ours"))
    expect(await source.read("node-exporter/entry.yaml")).toBe(entry("Node"))
  })

  test("it is known where each comes from and what it hides", async () =>
    expect([...(await layered).origins].sort()).toEqual([
      ["node-exporter", { registry: "shared", shadows: [] }],
      ["redis-exporter", { registry: "company", shadows: ["shared"] }],
    ]))

  test("nothing else of them can be reached", async () => {
    const { source } = await layered
    expect(await source.list("tools")).toEqual([])
    await expect(source.read("tools/run.sh")).rejects.toThrow("No registry has tools/run.sh")
    await expect(source.read("redis-exporter/rules/extra.yaml")).rejects.toThrow("Cannot read")
  })

  test("entries are loaded through it as through one registry", async () => {
    const loaded = await loadEntries((await layered).source)
    expect(loaded.map(({ id, texts }) => [id, texts.get(`${id}/entry.yaml`)])).toEqual([
      ["node-exporter", entry("Node")],
      ["redis-exporter", entry("Ours")],
    ])
  })
})
