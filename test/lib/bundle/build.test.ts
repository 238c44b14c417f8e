import { load, loadAll } from "js-yaml"
import { describe, expect, test } from "vitest"
import { buildBundle } from "@/lib/bundle/build"
import type { BundleRequest } from "@/lib/bundle/bundle"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { parameterValues, type RawValues } from "@/lib/catalog/parameter-values"
import { HubError } from "@/lib/error"
import { demoEntry } from "@/test/support/demo"

async function request(change: Partial<BundleRequest> = {}, raw: RawValues = {}): Promise<BundleRequest> {
  const entry = await demoEntry()
  const values = parameterValues(allParameters(entry), { address: "demo://db.default:7000", ...raw })
  return { items: [{ entry, values }], name: "demo-exporter", namespace: "monitoring", labels: {}, ...change }
}

const kinds = (objects: readonly KubeObject[]): string[] =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)

function find(objects: readonly KubeObject[], kind: string): Record<string, never> {
  const object = objects.find((candidate) => candidate.kind === kind)
  if (!object) throw new Error(`no ${kind}`)
  return object as unknown as Record<string, never>
}

describe("operator", () => {
  test("has every object of the entry, in an order that can be applied", async () => {
    const { objects } = buildBundle("operator", await request())
    expect(kinds(objects)).toEqual([
      "ConfigMap/demo-exporter-config",
      "Deployment/demo-exporter",
      "Service/demo-exporter",
      "NetworkPolicy/demo-exporter",
      "ServiceMonitor/demo-exporter",
      "PrometheusRule/demo-exporter",
      "ConfigMap/demo-exporter-dashboard-overview",
    ])
  })

  test("the files read back as the objects", async () => {
    const { files, objects } = buildBundle("operator", await request())
    expect(files.flatMap(({ content }) => loadAll(content))).toEqual(objects)
  })

  test("parameters reach arguments, environment and files; secrets only as references", async () => {
    const { objects, files } = buildBundle(
      "operator",
      await request({}, { password: "demo-auth/pw", level: "3", verbose: "true" }),
    )
    const container = (find(objects, "Deployment") as any).spec.template.spec.containers[0]
    expect(container.args).toEqual(["--web.listen-address=:9999", "--level=3", "--verbose"])
    expect(container.env).toEqual([
      { name: "DEMO_ADDRESS", value: "demo://db.default:7000" },
      { name: "DEMO_PASSWORD", valueFrom: { secretKeyRef: { name: "demo-auth", key: "pw" } } },
    ])
    expect(load((find(objects, "ConfigMap") as any).data["config.yml"])).toEqual({
      server: { address: "demo://db.default:7000", level: 3 },
    })
    expect(files.map(({ content }) => content).join("")).not.toContain("kind: Secret")
  })

  test("pods meet the restricted pod security standard", async () => {
    const { spec } = (find(buildBundle("operator", await request()).objects, "Deployment") as any).spec.template
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } })
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    })
    expect(spec.automountServiceAccountToken).toBe(false)
  })

  test("the monitor finds the Service, and gives the job and the instance that rules rely on", async () => {
    const { objects } = buildBundle("operator", await request({ labels: { release: "kps" } }))
    const [service, monitor] = [find(objects, "Service") as any, find(objects, "ServiceMonitor") as any]
    expect(service.metadata.labels).toMatchObject(monitor.spec.selector.matchLabels)
    expect(service.metadata.labels[monitor.spec.jobLabel]).toBe("demo")
    expect(service.spec.ports[0].name).toBe(monitor.spec.endpoints[0].port)
    expect(monitor.spec.endpoints[0].relabelings).toEqual([
      { targetLabel: "instance", replacement: "db.default:7000", action: "replace" },
    ])
    expect(monitor.metadata.labels.release).toBe("kps")
    expect((find(objects, "PrometheusRule") as any).metadata.labels.release).toBe("kps")
    expect(service.metadata.labels).not.toHaveProperty("release")
  })

  test("the network policy keeps its from", async () => {
    const policy = find(buildBundle("operator", await request()).objects, "NetworkPolicy") as any
    expect(policy.spec.ingress).toEqual([
      { from: [{ namespaceSelector: {} }], ports: [{ port: "metrics", protocol: "TCP" }] },
    ])
  })

  test("every port names its protocol, which is part of the merge key of server-side apply", async () => {
    const text = JSON.stringify(buildBundle("operator", await request()).objects)
    const ports = [...text.matchAll(/\{[^{}]*"(?:containerPort|targetPort)"[^{}]*\}/g)].map(([port]) => port)
    expect(ports).toHaveLength(2)
    expect(ports.every((port) => port.includes('"protocol":"TCP"'))).toBe(true)
  })

  test("alerts link to their runbooks on the hub, when there is one", async () => {
    const without = JSON.stringify(buildBundle("operator", await request()).objects)
    expect(without).not.toContain("runbook_url")
    const rule = find(
      buildBundle("operator", await request({ siteUrl: "https://hub.example" })).objects,
      "PrometheusRule",
    ) as any
    const alert = rule.spec.groups.flatMap((group: any) => group.rules).find((one: any) => one.alert === "DemoDown")
    expect(alert.annotations.runbook_url).toBe("https://hub.example/entries/demo-exporter/alerts/DemoDown")
  })

  test("recordings come before the alerts that use them", async () => {
    const rule = find(buildBundle("operator", await request()).objects, "PrometheusRule") as any
    expect(rule.spec.groups.map(({ name }: any) => name)).toEqual([
      "demo-recordings",
      "demo-availability",
      "demo-capacity",
    ])
  })

  test("Kubernetes does not expand $(…) of a user's value", async () => {
    const { objects } = buildBundle("operator", await request({}, { address: "demo://$(DEMO_PASSWORD):1" }))
    const container = (find(objects, "Deployment") as any).spec.template.spec.containers[0]
    expect(container.env[0].value).toBe("demo://$$(DEMO_PASSWORD):1")
  })
})

/** The demo entry with another way to run it. */
async function deployed(change: Partial<Entry["deploy"]>): Promise<readonly KubeObject[]> {
  const wanted = await request()
  const items = wanted.items.map(({ entry, values }) => ({
    entry: { ...entry, deploy: { ...entry.deploy, ...change } },
    values,
  }))
  return buildBundle("operator", { ...wanted, items }).objects
}

describe("what no entry of the catalog needs yet", () => {
  const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] }]

  test.each([
    ["cluster", "ClusterRole", "monitoring-demo-exporter"],
    ["namespace", "Role", "demo-exporter"],
  ] as const)("rights in the %s come with an account, a role and its binding", async (scope, kind, name) => {
    const objects = await deployed({ rbac: { scope, rules } })
    expect(kinds(objects).slice(0, 3)).toEqual([
      "ServiceAccount/demo-exporter",
      `${kind}/${name}`,
      `${kind}Binding/${name}`,
    ])
    const [role, binding] = [find(objects, kind) as any, find(objects, `${kind}Binding`) as any]
    expect(role.rules).toEqual(rules)
    expect(role.metadata.namespace).toBe(scope === "cluster" ? undefined : "monitoring")
    expect(binding.roleRef).toEqual({ apiGroup: "rbac.authorization.k8s.io", kind, name })
    expect(binding.subjects).toEqual([{ kind: "ServiceAccount", name: "demo-exporter", namespace: "monitoring" }])
    const { spec } = (find(objects, "Deployment") as any).spec.template
    expect([spec.serviceAccountName, spec.automountServiceAccountToken]).toEqual(["demo-exporter", true])
  })

  test("a StatefulSet names its Service", async () => {
    const objects = await deployed({ workload: "StatefulSet" })
    expect((find(objects, "StatefulSet") as any).spec.serviceName).toBe((find(objects, "Service") as any).metadata.name)
  })

  test("software that runs already gets rules and dashboards only", async () => {
    expect(kinds(await deployed({ workload: "none", files: [] }))).toEqual([
      "PrometheusRule/demo-exporter",
      "ConfigMap/demo-exporter-dashboard-overview",
    ])
  })
})

// Text that has broken out of YAML, Go templates, shells or Kubernetes somewhere.
describe("a hostile value stays a value", () => {
  test.each([
    "null",
    "~",
    "yes",
    "0x1F",
    "1e3",
    "12:30:45",
    "2026-11-24",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!tag",
    "|",
    ">",
    "%YAML",
    "---",
    "...",
    "'",
    '"',
    "\\",
    "{{ .Values.x }}",
    "{{",
    "}}",
    "$HOME",
    "`id`",
    "$(id)",
    "; rm -rf /",
    "<script>",
    "]]>",
    "key: |-",
    "\u00a0",
    "\ufeff",
    "é",
    "日本",
    "🙂",
    " lead",
    "trail ",
    "a".repeat(2_000),
    "?",
    "@",
    ",",
    "[a",
    "{a",
    "a]",
    "a}",
    "<<",
    "=",
  ])("%j", async (text) => {
    const { files } = buildBundle("operator", await request({}, { note: text }))
    const objects = files.flatMap(({ content }) => loadAll(content)) as KubeObject[]
    expect(kinds(objects)).toEqual(kinds(buildBundle("operator", await request()).objects))
    const container = (find(objects, "Deployment") as any).spec.template.spec.containers[0]
    const env = container.env.find(({ name }: any) => name === "DEMO_NOTE")
    // Kubernetes reads "$$(" as "$(".
    expect(env.value.replaceAll("$$(", "$(")).toBe(text)
    expect((load((find(objects, "ConfigMap") as any).data["config.yml"]) as any).server.note).toBe(text)
  })
})

describe("prometheus", () => {
  test("scrape configuration, rules and dashboards", async () => {
    const { files, objects } = buildBundle(
      "prometheus",
      await request({}, { exporterAddress: "db1:9999,db2:9999", scrapeInterval: "15s" }),
    )
    expect(objects).toEqual([])
    expect(files.map(({ path }) => path)).toEqual([
      "prometheus.yml",
      "rules/demo-exporter.yaml",
      "dashboards/demo-exporter-overview.json",
    ])
    expect(load(files[0]?.content ?? "")).toEqual({
      scrape_configs: [
        {
          job_name: "demo",
          scrape_interval: "15s",
          metrics_path: "/metrics",
          static_configs: [{ targets: ["db1:9999", "db2:9999"] }],
          relabel_configs: [{ target_label: "instance", replacement: "db.default:7000" }],
        },
      ],
      rule_files: ["rules/demo-exporter.yaml"],
    })
  })
})

test.each(["operator", "prometheus"])(
  "%s: same input, same bytes, same digest; other input, other digest",
  async (target) => {
    const [first, second] = [buildBundle(target, await request()), buildBundle(target, await request())]
    expect(second).toEqual(first)
    expect(first.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(buildBundle(target, await request({}, { scrapeInterval: "10s" })).digest).not.toBe(first.digest)
  },
)

describe("a bad request is refused with its field named", () => {
  test.each([
    ["name", { name: "Bad Name" }],
    ["name", { name: "x".repeat(41) }],
    ["namespace", { namespace: "../x" }],
    ["labels", { labels: { "a b": "c" } }],
    ["labels", { labels: { a: "c\nd" } }],
    ["labels", { labels: { "app.kubernetes.io/name": "x" } }],
    ["siteUrl", { siteUrl: "javascript:alert(1)" }],
    ["entries", { items: [] }],
  ] as const)("%s %j", async (field, change) => {
    const wrong = await request(change as Partial<BundleRequest>)
    expect(() => buildBundle("operator", wrong)).toThrow(HubError)
    try {
      buildBundle("operator", wrong)
    } catch (error) {
      expect((error as HubError).fields[0]?.field).toBe(field)
    }
  })

  test("an unknown target lists the known ones", async () => {
    const wrong = await request()
    expect(() => buildBundle("helmet", wrong)).toThrow(/operator, prometheus/)
  })
})
