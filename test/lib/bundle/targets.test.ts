import { load, loadAll } from "js-yaml"
import { describe, expect, test } from "vitest"
import { targets } from "@/lib/bundle/all"
import { buildBundle, optionValues } from "@/lib/bundle/build"
import type { Bundle } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { HubError } from "@/lib/error"
import { AWKWARD } from "@/test/support/awkward"
import { hostileEntry } from "@/test/support/hostile-entry"
import { demoRequest, REQUIRED_OPTIONS } from "./requests"

const IDS = targets.map(({ id }) => id)

/** Every string in a tree. */
function strings(tree: unknown): string[] {
  if (typeof tree === "string") return [tree]
  if (typeof tree !== "object" || tree === null) return []
  return Object.values(tree).flatMap(strings)
}

/** Every string of the YAML and JSON files of a bundle, as a reader gets them; templates of a chart are no YAML. */
function read({ files }: Bundle): string[] {
  return files
    .filter(({ path }) => /\.(ya?ml|json)$/.test(path) && !path.startsWith("templates/"))
    .flatMap(({ content }) => strings(loadAll(content)))
}

describe.each(IDS)("%s", (id) => {
  test("same request, same bytes, also of the archive", async () => {
    expect(buildBundle(id, await demoRequest())).toEqual(buildBundle(id, await demoRequest()))
  })

  test("another value, another digest", async () => {
    const [one, other] = [await demoRequest({}, { scrapeInterval: "10s" }), await demoRequest()]
    expect(buildBundle(id, one).digest).not.toBe(buildBundle(id, other).digest)
  })

  test("paths are relative, stay inside, and are told apart", async () => {
    const paths = buildBundle(id, await demoRequest()).files.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    for (const path of paths) expect(path).toMatch(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/)
  })

  test("an awkward value neither adds nor changes anything but itself", async () => {
    const marker = "plain-marker"
    const plain = read(buildBundle(id, await demoRequest({}, { note: marker }))).filter((one) => one !== "disabled")
    const uses = plain.filter((text) => text.includes(marker)).length
    for (const text of AWKWARD) {
      // Flux marks an object in which something looks like one of its own variables.
      const found = read(buildBundle(id, await demoRequest({}, { note: text }))).filter((one) => one !== "disabled")
      expect(found.length, text).toBe(plain.length)
      // Kubernetes reads "$$(" as "$(", and the exporter's own file is YAML inside of YAML.
      const same = found.filter((one) => [one, one.replaceAll("$$(", "$("), noteOf(one)].includes(text)).length
      expect(same, text).toBeGreaterThanOrEqual(uses)
    }
  })

  test("texts of the entry itself are read back as the operator target has them", async () => {
    const request = await demoRequest({}, {}, hostileEntry)
    const [rule] = (buildBundle("operator", request).objects as any[]).filter(({ kind }) => kind === "PrometheusRule")
    const alert = rule.spec.groups.flatMap((group: any) => group.rules).find((one: any) => one.alert === "Awkward")
    const found = new Set(read(buildBundle(id, request)))
    for (const text of strings(alert)) expect(found.has(text), text).toBe(true)
    const title = request.items[0]?.entry.dashboards[0]?.title ?? ""
    const dashboards = [...found].flatMap((text) => (text.startsWith("{\n") ? strings(JSON.parse(text)) : []))
    expect(found.has(title) || dashboards.includes(title)).toBe(true)
  })

  test("software that runs already gets rules and dashboards only", async () => {
    const request = await demoRequest({}, {}, (entry) => ({
      ...entry,
      deploy: { ...entry.deploy, workload: "none", files: [] },
    }))
    const text = buildBundle(id, request)
      .files.map(({ content }) => content)
      .join("\n")
    expect(text).toContain("DemoDown")
    expect(text).not.toMatch(/kind: "?(Deployment|Service|NetworkPolicy|PodMonitoring|VMServiceScrape)"?$/m)
  })

  test("several entries", async () => {
    const request = await demoRequest()
    const [item] = request.items
    if (!item) throw new Error("no item")
    const second = {
      ...item,
      entry: { ...item.entry, id: "other-exporter", scrape: { ...item.entry.scrape, job: "other" } },
    }
    const made = buildBundle(id, { ...request, name: "both", items: [item, second] })
    const text = made.files.map(({ path, content }) => path + content).join("")
    expect(text).toContain("demo-exporter")
    expect(text).toContain("other-exporter")
  })

  test("the command names what was written", async () => {
    const target = targets.find((one) => one.id === id)
    expect(target?.usage("some/where", await demoRequest())).toContain("some/where")
  })
})

function noteOf(text: string): unknown {
  if (!text.startsWith("server:")) return undefined
  return (load(text) as { server: { note?: unknown } }).server.note
}

describe("options", () => {
  test.each([
    ["helm", "chartVersion", "1.0"],
    ["helm", "chartVersion", "v1.0.0"],
    ["helm", "chartVersion", "1.0.0/../../x"],
    ["flux", "sourceUrl", "git@github.com:a/b"],
    ["flux", "sourceUrl", "file:///etc"],
    ["flux", "sourceUrl", "oci://registry.example.com"],
    ["flux", "sourceUrl", "https://a b"],
    ["flux", "sourcePath", "../other"],
    ["flux", "sourcePath", "a/../../b"],
    ["flux", "sourcePath", "/etc"],
    ["flux", "sourceRevision", "a b"],
    ["flux", "sourceSecret", "Not_A_Name"],
    ["flux", "fluxNamespace", "a.b"],
    ["argocd", "sourceUrl", 'https://a"b'],
    ["argocd", "argocdProject", "a b"],
    ["argocd", "destination", "http://insecure"],
    ["argocd", "destination", "Two Words"],
    ["grafana-operator", "grafanaSelector", "no-equals-sign"],
    ["grafana-operator", "grafanaSelector", "a=b\nc"],
    ["grafana-operator", "grafanaCrossNamespace", "maybe"],
    ["grafana-operator", "grafanaFolder", "a\u0085b"],
    ["perses", "prometheusUrl", "ftp://x"],
    ["perses", "prometheusUrl", "http://user:secret@x"],
    ["perses", "persesSelector", "a b=c"],
    ["gmp", "rulesScope", "galaxy"],
    ["mimir", "mimirUrl", "mimir:9009"],
    ["mimir", "mimirTenant", "a b; rm"],
    ["airgap", "registry", "https://registry"],
    ["airgap", "registry", "r/../../x"],
    ["airgap", "registry", "R.example.com"],
    ["operator", "chartVersion", "1.0.0"],
  ])("%s refuses %s=%j and names the field", (target, field, text) => {
    try {
      optionValues(target, { ...(target === "flux" || target === "argocd" ? REQUIRED_OPTIONS : {}), [field]: text })
    } catch (error) {
      expect(error).toBeInstanceOf(HubError)
      expect((error as HubError).fields.map((fault) => fault.field)).toEqual([field])
      return
    }
    expect.unreachable("was taken")
  })

  test.each(["flux", "argocd"])("%s asks for its source", async (target) => {
    const request = await demoRequest({ options: {} })
    expect(() => buildBundle(target, request)).toThrow(/sourceUrl is required/)
    expect(optionValues(target, {}, { examples: true })).toHaveProperty("sourceUrl")
  })

  test("an option means the same wherever it stands: one name, one definition", () => {
    const all = targets.flatMap(({ options }) => options)
    for (const option of all)
      expect(all.filter(({ name }) => name === option.name).every((other) => other === option)).toBe(true)
  })

  test("a command that holds a user's text is safe to paste", async () => {
    const options = optionValues("mimir", { mimirUrl: "http://x/$(id);&'y".replace("'", "") })
    const usage = targets.find(({ id }) => id === "mimir")?.usage("out", await demoRequest({ options }))
    expect(usage).toContain("--address='http://x/$(id);&y'")
  })
})

describe("what a target cannot do is refused", () => {
  test("gmp: two entries of one job", async () => {
    const request = await demoRequest()
    const [item] = request.items
    if (!item) throw new Error("no item")
    const second = { ...item, entry: { ...item.entry, id: "other" } }
    expect(() => buildBundle("gmp", { ...request, items: [item, second] })).toThrow(/two have the job demo/)
  })
  test("gmp: alerts that keep firing", async () => {
    const request = await demoRequest({}, {}, (entry) => ({
      ...entry,
      alerts: entry.alerts.map((alert) => ({ ...alert, keep_firing_for: "5m" })),
    }))
    expect(() => buildBundle("gmp", request)).toThrow(/keep_firing_for, which the alert DemoDown needs/)
  })
  test("helm: the characters that stand for the release", async () => {
    const request = await demoRequest({}, {}, (entry) => ({ ...entry, deploy: { ...entry.deploy, args: ["\uE000"] } }))
    expect(() => buildBundle("helm", request)).toThrow(/U\+E000/)
  })
  test("helm: a secret in a file of the chart", async () => {
    const files = [{ path: "/etc/demo/a.yml", yaml: { password: { param: "password" } } }]
    const request = await demoRequest({}, {}, (entry) => ({ ...entry, deploy: { ...entry.deploy, files } }))
    expect(() => buildBundle("helm", request)).toThrow(/only be used in deploy.env/)
  })
})

test("pods carry the job that a PodMonitor reads", async () => {
  const request = await demoRequest({}, {}, (entry) => ({
    ...entry,
    deploy: { ...entry.deploy, workload: "DaemonSet" },
  }))
  const objects = buildBundle("operator", request).objects as any[]
  const find = (kind: string) => objects.find((object) => object.kind === kind)
  const labels = find("DaemonSet").spec.template.metadata.labels
  expect(labels[find("PodMonitor").spec.jobLabel]).toBe("demo")
})

describe("control characters are refused in every parameter, which is named", () => {
  test.each(["a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u001b[31mb"])("%j", async (text) => {
    const { items } = await demoRequest()
    for (const { name } of allParameters(items[0]?.entry as Entry)) {
      const raw = { address: "demo://x:1", [name]: name === "address" ? `demo://x:1/${text}` : text }
      try {
        parameterValues(allParameters(items[0]?.entry as Entry), raw)
      } catch (error) {
        expect((error as HubError).fields.map(({ field }) => field)).toEqual([name])
        continue
      }
      expect.unreachable(`${name} was taken`)
    }
  })
})
