import { load, loadAll } from "js-yaml"
import { describe, expect, test } from "vitest"
import { targets } from "@/lib/bundle/all"
import { buildBundle } from "@/lib/bundle/build"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { AWKWARD } from "@/test/support/awkward"
import { bundleFor, checkRules, dryRun, ENTRIES, objectsOf, requestFor, toolSuite } from "./harness"

const of = (objects: readonly KubeObject[], kind: string): any[] => objects.filter((object) => object.kind === kind)

/** What cannot be had in GMP is refused; the rest of the catalog can. */
const MANAGED = ENTRIES.filter((id) => id !== "blackbox-exporter")

toolSuite("the API server takes every object, with the definitions of the operator that it is for", () => {
  describe.each([
    ["operator", ENTRIES],
    ["grafana-operator", ENTRIES],
    ["perses", ENTRIES],
    ["gmp", MANAGED],
  ] as const)("%s", (target, ids) => {
    test.each(ids)("%s", async (id) => {
      const { files, objects } = await bundleFor(target, [id])
      expect(files.flatMap(({ content }) => objectsOf(content))).toEqual(objects)
      const { code, err, out } = await dryRun(objects)
      expect([code, err]).toEqual([0, ""])
      expect(out.trim().split("\n")).toHaveLength(objects.length)
    })
    test("several entries", async () => {
      const { objects } = await bundleFor(target, ids.slice(1))
      expect((await dryRun(objects)).err).toBe("")
    })
    test("promtool takes every rule", async () => {
      const { objects } = await bundleFor(target, ids)
      const rules = objects.filter(({ kind }) => /Rules?$/.test(kind)) as any[]
      expect(rules).toHaveLength(ids.length)
      for (const { spec } of rules) expect(await checkRules(spec.groups)).toMatchObject({ code: 0 })
    })
    test("awkward values come back as they went in", async () => {
      for (const text of AWKWARD) {
        const { files } = await bundleFor(target, ["demo-exporter"], { note: text })
        const objects = files.flatMap(({ content }) => objectsOf(content))
        const { env } = of(objects, "Deployment")[0].spec.template.spec.containers[0]
        expect(env.find(({ name }: any) => name === "DEMO_NOTE").value.replaceAll("$$(", "$(")).toBe(text)
        expect((load(of(objects, "ConfigMap")[0].data["config.yml"]) as any).server.note).toBe(text)
      }
    })
  })
})

/** Every list of rule groups in a tree. */
function ruleGroups(tree: unknown): unknown[] {
  if (typeof tree !== "object" || tree === null) return []
  const { groups } = tree as { groups?: unknown }
  return [...(Array.isArray(groups) ? [groups] : []), ...Object.values(tree).flatMap(ruleGroups)]
}

toolSuite("promtool takes every rule file of every target", () => {
  test.each(targets.map(({ id }) => id))("%s", async (target) => {
    for (const id of target === "gmp" ? MANAGED : ENTRIES) {
      const { files } = await bundleFor(target, [id])
      const documents = files
        .filter(({ path }) => /\.ya?ml$/.test(path) && !path.startsWith("templates/"))
        .flatMap(({ content }) => loadAll(content))
      const lists = ruleGroups(documents)
      expect([id, lists.length]).toEqual([id, 1])
      expect(await checkRules(lists[0])).toMatchObject({ code: 0 })
    }
  })
})

toolSuite("grafana-operator", () => {
  test("a dashboard refers to the ConfigMap that holds it", async () => {
    const options = {
      grafanaSelector: "dashboards=team-a, app.kubernetes.io/name=grafana",
      grafanaFolder: "Data: {{ bases }}",
    }
    const { objects } = await bundleFor("grafana-operator", ["redis-exporter"], {}, options)
    expect((await dryRun(objects)).err).toBe("")
    const dashboards = of(objects, "GrafanaDashboard")
    expect(dashboards.length).toBeGreaterThan(0)
    for (const { spec } of dashboards) {
      expect(spec.instanceSelector.matchLabels).toEqual({ dashboards: "team-a", "app.kubernetes.io/name": "grafana" })
      expect(spec.folder).toBe("Data: {{ bases }}")
      const map = of(objects, "ConfigMap").find(({ metadata }) => metadata.name === spec.configMapRef.name)
      expect(JSON.parse(map.data[spec.configMapRef.key]).uid).toBe(spec.uid)
      // A sidecar beside the operator would show it twice.
      expect(map.metadata.labels).not.toHaveProperty("grafana_dashboard")
    }
  })
})

toolSuite("gmp", () => {
  test("the name of a PodMonitoring is the job that rules rely on, and a time-out stays below its interval", async () => {
    const { objects } = await bundleFor("gmp", ["postgres-exporter"], { scrapeInterval: "5s" })
    const [monitoring] = of(objects, "PodMonitoring")
    expect(monitoring.metadata.name).toBe("postgres")
    expect(monitoring.spec.endpoints[0].interval).toBe("5s")
    const pod = of(objects, "Deployment")[0].spec.template
    expect(pod.metadata.labels).toMatchObject(monitoring.spec.selector.matchLabels)
    expect(pod.spec.containers[0].ports[0].name).toBe(monitoring.spec.endpoints[0].port)
  })
  test("rules of the whole cluster have a name of their own there", async () => {
    const { objects } = await bundleFor("gmp", ["demo-exporter"], {}, { rulesScope: "cluster" })
    const [rules] = of(objects, "ClusterRules")
    expect([rules.metadata.name, rules.metadata.namespace]).toEqual(["monitoring-demo-exporter", undefined])
    expect((await dryRun(objects)).err).toBe("")
  })
  test("what it cannot do is refused, not dropped", async () => {
    const prober = await requestFor(["blackbox-exporter"])
    expect(() => buildBundle("gmp", prober)).toThrow(/instance label/)
  })
})
