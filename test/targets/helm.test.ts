import { writeFile } from "node:fs/promises"
import path from "node:path"
import { dump, load } from "js-yaml"
import { expect, test } from "vitest"
import { buildBundle } from "@/lib/bundle/build"
import type { BundleRequest } from "@/lib/bundle/bundle"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { AWKWARD, AWKWARD_URL_ENDS } from "@/test/support/awkward"
import { hostileEntry } from "@/test/support/hostile-entry"
import {
  bundleFor,
  byName,
  checkRules,
  dryRun,
  ENTRIES,
  exec,
  objectsOf,
  onServer,
  requestFor,
  toolSuite,
  written,
} from "./harness"

/** What `helm template` makes of a bundle with these values on top. */
async function template(request: BundleRequest, values: object = {}) {
  const bundle = buildBundle("helm", request)
  const folder = await written(bundle)
  const file = path.join(folder, "own-values.yaml")
  // A YAML 1.1 reader takes U+0085 for a line break unless it is escaped.
  await writeFile(file, JSON.stringify(values).replaceAll("\u0085", "\\u0085"))
  const chart = path.join(folder, bundle.archive?.name ?? "")
  const args = ["template", request.name, chart, "--namespace", request.namespace, "-f", file]
  const { code, out, err } = await exec("helm", args)
  return { code, err, objects: code === 0 ? byName(objectsOf(out)) : [] }
}

/** The operator's objects, without what is known to differ: who manages them, and the spelling of configuration files. */
function comparable(objects: readonly KubeObject[]): unknown {
  const text = JSON.stringify(byName(objects), (key, value) => {
    if (key === "app.kubernetes.io/managed-by" || key === "exporterhub.io/config-hash") return "*"
    return /\.yml$/.test(key) && typeof value === "string" ? load(value) : value
  })
  return JSON.parse(text)
}

const raw = (id: string) => (id === "demo-exporter" ? { password: "demo-auth/pw", level: "3", verbose: "true" } : {})

toolSuite("helm", () => {
  test.each(ENTRIES)("%s: lint is clean, and the chart gives the objects of the operator target", async (id) => {
    const request = await requestFor([id], raw(id))
    const bundle = buildBundle("helm", request)
    const folder = await written(bundle)
    const lint = await exec("helm", ["lint", "--strict", path.join(folder, bundle.archive?.name ?? "")])
    expect([lint.code, lint.out]).toEqual([0, expect.stringContaining("0 chart(s) failed")])
    const { objects, err } = await template(request)
    expect(err).toBe("")
    const operator = buildBundle("operator", request).objects
    expect(comparable(objects)).toEqual(comparable(operator))
  })

  test("several entries in one chart", async () => {
    const request = await requestFor(ENTRIES.slice(1))
    const { objects, err } = await template(request)
    expect(err).toBe("")
    expect(comparable(objects)).toEqual(comparable(buildBundle("operator", request).objects))
  })

  test.each(ENTRIES)("%s: rules and dashboards come back byte for byte, and promtool takes them", async (id) => {
    const request = await requestFor([id])
    const { objects } = await template(request)
    const operator = buildBundle("operator", request).objects
    const texts = (all: readonly KubeObject[]) =>
      byName(all)
        .filter(({ kind, metadata }) => kind === "PrometheusRule" || metadata.labels?.grafana_dashboard)
        .map(({ spec, data }) => spec ?? data)
    expect(texts(objects).length).toBeGreaterThan(1)
    expect(texts(objects)).toEqual(texts(operator))
    const rule = objects.find(({ kind }) => kind === "PrometheusRule") as any
    expect(await checkRules(rule.spec.groups)).toMatchObject({ code: 0 })
  })

  test.each(ENTRIES)("%s: the API server takes what the chart gives", async (id) => {
    const { objects } = await template(await requestFor([id], raw(id)))
    const { code, err } = await dryRun(objects)
    expect([code, err]).toEqual([0, ""])
  })

  test("values, labels, release name and namespace are the user's", async () => {
    const base = await requestFor(["demo-exporter"])
    const wanted = await requestFor(
      ["demo-exporter"],
      {
        address: "demo://user@Db.prod:80/x?y",
        level: "5",
        password: "a.b/c",
        note: "{{ $x }} $(id)",
        scrapeInterval: "5s",
      },
      { name: "other", namespace: "prod", labels: { team: "a" } },
    )
    const parameters = {
      address: "demo://user@Db.prod:80/x?y",
      level: 5,
      password: { secret: "a.b", key: "c" },
      note: "{{ $x }} $(id)",
      scrapeInterval: "5s",
    }
    const bundle = buildBundle("helm", base)
    const folder = await written(bundle)
    await writeFile(path.join(folder, "own.yaml"), dump({ parameters, labels: { release: null, team: "a" } }))
    const chart = path.join(folder, bundle.archive?.name ?? "")
    const { out, err } = await exec("helm", [
      "template",
      "other",
      chart,
      "-n",
      "prod",
      "-f",
      path.join(folder, "own.yaml"),
    ])
    expect(err).toBe("")
    expect(comparable(objectsOf(out))).toEqual(comparable(buildBundle("operator", wanted).objects))
  })

  test("an unset optional parameter leaves nothing behind, also when it had a value", async () => {
    const { objects } = await template(await requestFor(["demo-exporter"], raw("demo-exporter")), {
      parameters: { level: null, password: null, verbose: null },
    })
    expect(comparable(objects)).toEqual(
      comparable(buildBundle("operator", await requestFor(["demo-exporter"])).objects),
    )
  })

  test("a timeout stays below a shorter interval", async () => {
    const { objects } = await template(await requestFor(["blackbox-exporter"]), {
      parameters: { scrapeInterval: "8s" },
    })
    const probe = objects.find(({ kind }) => kind === "Probe") as any
    expect([probe.spec.interval, probe.spec.scrapeTimeout]).toEqual(["8s", "8s"])
  })

  test.each([
    ["address", { parameters: { address: "http://x" } }],
    ["address", { parameters: { address: "demo://u:secret@x:1" } }],
    ["address", { parameters: { address: null } }],
    ["address", { parameters: { address: "demo://x:1\nevil: true" } }],
    ["level", { parameters: { level: 9 } }],
    ["level", { parameters: { level: "3" } }],
    ["verbose", { parameters: { verbose: "yes" } }],
    ["note", { parameters: { note: "a\u0085b" } }],
    ["note", { parameters: { note: "a\nb" } }],
    ["note", { parameters: { note: "a".repeat(2_049) } }],
    ["password", { parameters: { password: "the-secret-itself" } }],
    ["secret", { parameters: { password: { secret: "A", key: "b" } } }],
    ["scrapeInterval", { parameters: { scrapeInterval: "1m5h" } }],
    ["scrapeInterval", { parameters: { scrapeInterval: "" } }],
    ["adress", { parameters: { adress: "demo://x:1" } }],
    ["app.kubernetes.io/name", { labels: { "app.kubernetes.io/name": "x" } }],
    ["team", { labels: { team: "a b" } }],
    ["image", { image: "not an image" }],
    ["other", { other: 1 }],
  ])("the schema names the field: %s", async (field, values) => {
    const { code, err } = await template(await requestFor(["demo-exporter"]), values)
    expect(code).not.toBe(0)
    expect(err).toContain("values don't meet the specifications of the schema")
    expect(err).toContain(field)
  })

  test("installs, upgrades with a new value, and uninstalls without a trace on a real API server", async () => {
    const bundle = await bundleFor("helm", ["demo-exporter"])
    const chart = path.join(await written(bundle), bundle.archive?.name ?? "")
    const place = ["--namespace", "monitoring"]
    const steps = async (...args: string[]) => {
      const { code, err } = await onServer("helm", [...args, ...place])
      expect([args[0], code, err]).toEqual([args[0], 0, ""])
    }
    const args = async () => {
      const path = "jsonpath={.spec.template.spec.containers[0].args}"
      return JSON.parse((await onServer("kubectl", ["get", "deployment", "trial", ...place, "-o", path])).out)
    }
    await steps("install", "trial", chart)
    expect(await args()).toEqual(["--web.listen-address=:9999"])
    await steps("upgrade", "trial", chart, "--reuse-values", "--set", "parameters.level=4")
    expect(await args()).toEqual(["--web.listen-address=:9999", "--level=4"])
    await steps("uninstall", "trial")
    const kinds = "deploy,svc,cm,netpol,servicemonitors,prometheusrules"
    const left = await onServer("kubectl", [
      "get",
      kinds,
      ...place,
      "-l",
      "app.kubernetes.io/instance=trial",
      "-o",
      "name",
    ])
    expect([left.code, left.out]).toEqual([0, ""])
  })

  test("a release name that names no objects is refused", async () => {
    const bundle = await bundleFor("helm", ["demo-exporter"])
    const chart = path.join(await written(bundle), bundle.archive?.name ?? "")
    const { code, err } = await exec("helm", ["template", "9a.b", chart])
    expect([code === 0, err]).toEqual([false, expect.stringContaining("the release name 9a.b must be")])
  })

  test("values given at the install come out as they went in", async () => {
    // All at once would be one long argument list, so every text is a release of the same chart.
    const bundle = await bundleFor("helm", ["demo-exporter"])
    const folder = await written(bundle)
    const chart = path.join(folder, bundle.archive?.name ?? "")
    for (const text of AWKWARD) {
      await writeFile(path.join(folder, "own.yaml"), JSON.stringify({ parameters: { note: text } }))
      const { out, err } = await exec("helm", ["template", "demo", chart, "-f", path.join(folder, "own.yaml")])
      expect([text, err]).toEqual([text, ""])
      const objects = objectsOf(out)
      const deployment = objects.find(({ kind }) => kind === "Deployment") as any
      const { env } = deployment.spec.template.spec.containers[0]
      expect(env.find(({ name }: any) => name === "DEMO_NOTE").value.replaceAll("$$(", "$(")).toBe(text)
      const config = objects.find(({ metadata }) => metadata.name === "demo-config") as any
      expect((load(config.data["config.yml"]) as any).server.note).toBe(text)
    }
  })

  test("the instance label is the one of the operator target, whatever the address", async () => {
    const hosts = ["db:7000", "Db.Example.COM:80", "user@db:1", "[2001:db8::1]:7000", "db"]
    for (const address of hosts.flatMap((host) => AWKWARD_URL_ENDS.map((end) => `demo://${host}${end}`))) {
      const request = await requestFor(["demo-exporter"], { address })
      const { objects, err } = await template(request)
      expect([address, err]).toEqual([address, ""])
      expect(comparable(objects)).toEqual(comparable(buildBundle("operator", request).objects))
    }
  })

  test("probe targets given at the install come out as they went in", async () => {
    const targets = AWKWARD.filter((text) => /^[^\s,"]+$/.test(text))
    const { objects, err } = await template(await requestFor(["blackbox-exporter"]), { parameters: { targets } })
    expect(err).toBe("")
    const probe = objects.find(({ kind }) => kind === "Probe") as any
    expect(probe.spec.targets.staticConfig.static).toEqual(targets)
  })

  test.each(["Deployment", "DaemonSet", "StatefulSet"] as const)(
    "texts of the entry itself, in a %s",
    async (workload) => {
      const request = await requestFor(["demo-exporter"])
      const items = request.items.map(({ entry, values }) => {
        const hostile = hostileEntry(entry)
        return { entry: { ...hostile, deploy: { ...hostile.deploy, workload } }, values }
      })
      const { objects, err } = await template({ ...request, items })
      expect(err).toBe("")
      expect(comparable(objects)).toEqual(comparable(buildBundle("operator", { ...request, items }).objects))
      expect((await dryRun(objects)).err).toBe("")
    },
  )

  test("values given to the bundle come out as they went in", async () => {
    for (const text of AWKWARD) {
      const request = await requestFor(["demo-exporter"], { note: text })
      const { objects, err } = await template(request)
      expect([text, err]).toEqual([text, ""])
      expect(comparable(objects)).toEqual(comparable(buildBundle("operator", request).objects))
    }
  })
})
