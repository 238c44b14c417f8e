import { writeFile } from "node:fs/promises"
import path from "node:path"
import { expect, test } from "vitest"
import { z } from "zod"
import { bundleFor, checkRules, dryRun, ENTRIES, exec, objectsOf, toolSuite, written } from "./harness"

// The registry does not serve the module of VictoriaMetrics/operator, so its definitions cannot be installed here. These are
// the fields that we write, as api/operator/v1beta1 has them (snapshot of 2026-08-21); unknown ones fail.
const Metadata = z.strictObject({ name: z.string(), namespace: z.string(), labels: z.record(z.string(), z.string()) })
const Selector = z.strictObject({ matchLabels: z.record(z.string(), z.string()) })
const Relabeling = z.strictObject({
  sourceLabels: z.array(z.string()).optional(),
  targetLabel: z.string(),
  replacement: z.string().optional(),
  action: z.enum(["replace"]),
})
const Timing = { interval: z.string(), scrapeTimeout: z.string().optional() }
const Endpoint = z.strictObject({
  port: z.string(),
  path: z.string(),
  scheme: z.enum(["http", "https"]).optional(),
  ...Timing,
  relabelConfigs: z.array(Relabeling).optional(),
})
const head = <K extends string>(kind: K) => ({
  apiVersion: z.literal("operator.victoriametrics.com/v1beta1"),
  kind: z.literal(kind),
  metadata: Metadata,
})
const Scrape = { jobLabel: z.string(), selector: Selector }
const Definitions = z.discriminatedUnion("kind", [
  z.strictObject({ ...head("VMServiceScrape"), spec: z.strictObject({ ...Scrape, endpoints: z.array(Endpoint) }) }),
  z.strictObject({
    ...head("VMPodScrape"),
    spec: z.strictObject({ ...Scrape, podMetricsEndpoints: z.array(Endpoint) }),
  }),
  z.strictObject({
    ...head("VMProbe"),
    spec: z.strictObject({
      jobName: z.string(),
      ...Timing,
      module: z.string().optional(),
      vmProberSpec: z.strictObject({ url: z.string(), path: z.string() }),
      targets: z.strictObject({ static: z.strictObject({ targets: z.array(z.string()).min(1) }) }),
    }),
  }),
  z.strictObject({
    ...head("VMRule"),
    spec: z.strictObject({
      groups: z.array(
        z.strictObject({
          name: z.string(),
          interval: z.string().optional(),
          rules: z.array(
            z.strictObject({
              alert: z.string().optional(),
              record: z.string().optional(),
              expr: z.string(),
              for: z.string().optional(),
              keep_firing_for: z.string().optional(),
              labels: z.record(z.string(), z.string()).optional(),
              annotations: z.record(z.string(), z.string()).optional(),
            }),
          ),
        }),
      ),
    }),
  }),
])

toolSuite("victoriametrics", () => {
  test.each(ENTRIES)("%s: the fields are the operator's, and the rest passes the API server", async (id) => {
    const { files, objects } = await bundleFor("victoriametrics", [id])
    expect(files.flatMap(({ content }) => objectsOf(content))).toEqual(objects)
    const own = objects.filter(({ apiVersion }) => apiVersion.startsWith("operator.victoriametrics"))
    expect(own.length).toBeGreaterThan(1)
    for (const object of own) expect(Definitions.safeParse(object).error).toBeUndefined()
    const others = objects.filter((object) => !own.includes(object))
    expect(others.filter(({ apiVersion }) => apiVersion.includes("coreos"))).toEqual([])
    const { code, err } = await dryRun(others)
    expect([code, err]).toEqual([0, ""])
  })

  test.each(ENTRIES)("%s: vmalert and promtool take the rules", async (id) => {
    const bundle = await bundleFor("victoriametrics", [id])
    const rule = bundle.objects.find(({ kind }) => kind === "VMRule") as any
    const file = path.join(await written(bundle), "rules-of-vmrule.yaml")
    await writeFile(file, JSON.stringify({ groups: rule.spec.groups }))
    const { code, err } = await exec("vmalert", ["-dryRun", `-rule=${file}`])
    expect([code, code === 0 ? "" : err]).toEqual([0, ""])
    expect(await checkRules(rule.spec.groups)).toMatchObject({ code: 0 })
  })

  test("vmalert refuses what is wrong, so that its silence means something", async () => {
    const folder = await written(await bundleFor("victoriametrics", ["demo-exporter"]))
    const file = path.join(folder, "wrong.yaml")
    await writeFile(file, JSON.stringify({ groups: [{ name: "a", rules: [{ record: "x", expr: "sum(" }] }] }))
    expect((await exec("vmalert", ["-dryRun", `-rule=${file}`])).code).not.toBe(0)
  })
})
