import { writeFile } from "node:fs/promises"
import path from "node:path"
import { expect, test } from "vitest"
import { bundleFor, ENTRIES, exec, toolSuite, written } from "./harness"

/** Every value of a tree below keys of this name. */
function below(tree: unknown, key: string): unknown[] {
  if (typeof tree !== "object" || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) => [...(name === key ? [value] : []), ...below(value, key)])
}

toolSuite("perses", () => {
  test.each(ENTRIES)("%s: percli takes the dashboards and the data source", async (id) => {
    const bundle = await bundleFor("perses", [id])
    const folder = await written(bundle)
    const dashboards = bundle.objects.filter(({ kind }) => kind === "PersesDashboard") as any[]
    const [source] = bundle.objects.filter(({ kind }) => kind === "PersesDatasource") as any[]
    expect(dashboards.length).toBeGreaterThan(0)
    // The operator sends `config` as the spec of a resource of Perses' own API.
    const resources = [
      ...dashboards.map(({ metadata, spec }) => ({ kind: "Dashboard", metadata: own(metadata), spec: spec.config })),
      { kind: "Datasource", metadata: own(source.metadata), spec: source.spec.config },
    ]
    for (const [i, resource] of resources.entries()) {
      const file = path.join(folder, `resource-${i}.json`)
      await writeFile(file, JSON.stringify(resource))
      const { code, out, err } = await exec("percli", ["lint", "-f", file])
      expect([code, err, out.trim()]).toEqual([0, "", "your resources look good"])
    }
  })

  test("percli refuses what is wrong, so that its silence means something", async () => {
    const bundle = await bundleFor("perses", ["demo-exporter"])
    const folder = await written(bundle)
    const [dashboard] = bundle.objects.filter(({ kind }) => kind === "PersesDashboard") as any[]
    const spec = structuredClone(dashboard.spec.config)
    spec.layouts[0].spec.items[0].content.$ref = "#/spec/panels/missing"
    const file = path.join(folder, "wrong.json")
    await writeFile(file, JSON.stringify({ kind: "Dashboard", metadata: own(dashboard.metadata), spec }))
    const { code, err } = await exec("percli", ["lint", "-f", file])
    expect([code === 0, err]).toEqual([false, expect.stringContaining("missing")])
  })

  test.each(ENTRIES)("%s: every query and every variable reads the data source of the bundle", async (id) => {
    const { objects } = await bundleFor("perses", [id], {}, { prometheusUrl: "https://prometheus.example.com/x" })
    const [source] = objects.filter(({ kind }) => kind === "PersesDatasource") as any[]
    expect(source.spec.config.plugin.spec.proxy.spec.url).toBe("https://prometheus.example.com/x")
    const dashboards = objects.filter(({ kind }) => kind === "PersesDashboard") as any[]
    const readers = dashboards.flatMap((dashboard) => below(dashboard, "datasource"))
    expect(readers.length).toBeGreaterThan(0)
    for (const reader of readers) expect(reader).toEqual({ kind: "PrometheusDatasource", name: source.metadata.name })
  })
})

function own({ name, namespace }: { name: string; namespace: string }) {
  return { name, project: namespace }
}
