import path from "node:path"
import { load } from "js-yaml"
import { expect, test } from "vitest"
import { AWKWARD } from "@/test/support/awkward"
import { bundleFor, checkRules, ENTRIES, exec, toolSuite, written } from "./harness"

// mimirtool is under the AGPL and not used here; what it reads is a rule file of Prometheus' with the key `namespace`.
toolSuite("mimir", () => {
  test.each(ENTRIES)("%s: one namespace of its own, and rules that promtool takes", async (id) => {
    const { files } = await bundleFor("mimir", [id])
    const [rules, ...more] = files.filter(({ path: name }) => name.startsWith("rules/"))
    expect(more).toEqual([])
    const read = load(rules?.content ?? "") as { namespace: string; groups: { name: string }[] }
    expect(Object.keys(read)).toEqual(["namespace", "groups"])
    expect(read.namespace).toBe(id)
    const names = read.groups.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(await checkRules(read.groups)).toMatchObject({ code: 0 })
  })

  test("several entries do not share a namespace, which a sync of one would empty", async () => {
    const { files } = await bundleFor("mimir", ENTRIES.slice(1))
    const names = files
      .filter(({ path: name }) => name.startsWith("rules/"))
      .map(({ content }) => (load(content) as { namespace: string }).namespace)
    expect(new Set(names).size).toBe(ENTRIES.length - 1)
  })

  test.each(ENTRIES)("%s: Prometheus as an agent takes the scrape configuration", async (id) => {
    const folder = await written(
      await bundleFor("mimir", [id], {}, { mimirUrl: "https://mimir.example.com/", mimirTenant: "team-a" }),
    )
    const file = path.join(folder, "agent.yml")
    const { code, err } = await exec("promtool", ["check", "config", "--agent", file])
    expect([code, err]).toEqual([0, ""])
  })

  test("the tenant and the address reach the remote write", async () => {
    const { files } = await bundleFor(
      "mimir",
      ["demo-exporter"],
      {},
      { mimirUrl: "https://m.example.com/", mimirTenant: "a.b" },
    )
    expect((load(files[0]?.content ?? "") as any).remote_write).toEqual([
      { url: "https://m.example.com/api/v1/push", headers: { "X-Scope-OrgID": "a.b" } },
    ])
  })

  test("awkward probe targets come back as they went in", async () => {
    const targets = AWKWARD.filter((text) => /^[^\s,"]+$/.test(text) && text.trim() === text)
    const { files } = await bundleFor("mimir", ["blackbox-exporter"], { targets })
    const { scrape_configs } = load(files[0]?.content ?? "") as any
    expect(scrape_configs[1].static_configs).toEqual([{ targets }])
  })
})
