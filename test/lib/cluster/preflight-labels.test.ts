import { describe, expect, test } from "vitest"
import type { KubeObject } from "@/lib/bundle/kube-object"
import type { LiveObject } from "@/lib/cluster/client"
import { label } from "@/lib/cluster/preflight/labelling"
import { moveMonitors } from "@/lib/cluster/preflight/move"
import { networkItems } from "@/lib/cluster/preflight/network"
import { manages, operatorsOf, readsNamespace } from "@/lib/cluster/preflight/operators"
import { pickup, type Scene } from "@/lib/cluster/preflight/pickup"
import { selectionItems } from "@/lib/cluster/preflight/selection-items"
import { type Server, serverOf } from "@/lib/cluster/preflight/servers"
import { sidecarsOf } from "@/lib/cluster/preflight/sidecars"
import { flagValue, isImage } from "@/lib/cluster/preflight/workloads"

function live(kind: string, name: string, namespace: string, more: object = {}): LiveObject {
  const metadata = { name, namespace, uid: name, resourceVersion: "1" }
  return { apiVersion: "v1", kind, metadata, ...more } as LiveObject
}

const wants = (release: string) => ({ matchLabels: { release } })

function server(kind: Server["kind"], name: string, spec: object): Server {
  return serverOf(live(kind, name, "mon", { spec }))
}

/** A server that reads monitors and rules with this label in all namespaces. */
function reading(
  name: string,
  selector: object | undefined,
  kind: Server["kind"] = "Prometheus",
  more: object = {},
): Server {
  const words = ["serviceMonitor", "podMonitor", "probe", "rule"]
  const pairs = words.flatMap((word) => [
    [`${word}Selector`, selector],
    [`${word}NamespaceSelector`, {}],
  ])
  return server(kind, name, { ...Object.fromEntries(pairs), ...more })
}

const monitor: KubeObject = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "ServiceMonitor",
  metadata: { name: "redis", namespace: "shop", labels: { app: "redis" } },
  spec: { endpoints: [] },
}
const rule: KubeObject = { ...monitor, kind: "PrometheusRule", spec: { groups: [] } }
const [operator] = operatorsOf([operatorWith()]).operators

function operatorWith(...args: string[]): LiveObject {
  const containers = [{ name: "o", image: "quay.io/prometheus-operator/prometheus-operator:v0.93.0", args }]
  return live("Deployment", "operator", "mon", { spec: { template: { spec: { containers } } } })
}

function scene(servers: readonly Server[], more: Partial<Scene> = {}): Scene {
  return { servers, operators: operator ? [operator] : [], namespaces: new Map(), ...more }
}

function added(servers: readonly Server[], chosen: readonly string[] = [], objects = [monitor, rule]) {
  const { added: list, choice } = label(scene(servers), objects, chosen)
  const texts = list.map(({ object, labels }) => `${object}: ${JSON.stringify(labels)}`)
  return choice ? [...texts, `? ${choice.options.map(({ server: name }) => name).join(" ")}`] : texts
}

describe("labels that are added", () => {
  const both = (release: string) => [
    `ServiceMonitor redis: {"release":"${release}"}`,
    `PrometheusRule redis: {"release":"${release}"}`,
  ]
  test("none without a server, or where one reads already", () => {
    expect(added([])).toEqual([])
    expect(added([reading("a", {}), reading("b", wants("b"))])).toEqual([])
  })
  test("those of the only server, and of several that agree", () => {
    expect(added([reading("a", wants("x"))])).toEqual(both("x"))
    expect(added([reading("a", wants("x")), reading("b", wants("x"))])).toEqual(both("x"))
  })
  test("none but a question, where servers disagree", () => {
    expect(added([reading("a", wants("x")), reading("b", wants("y"))])).toEqual(["? mon/a mon/b"])
  })
  test("those of the server that was named, and of no other when that one cannot be met", () => {
    const servers = [
      reading("a", wants("x")),
      reading("b", wants("y")),
      reading("c", { matchLabels: { app: "other" } }),
    ]
    expect(added(servers, ["mon/b"])).toEqual(both("y"))
    expect(added(servers, ["mon/c"])).toEqual([])
    expect(added(servers, ["mon/unseen"])).toEqual([])
  })
  test("rules go to the server that scrapes", () => {
    const scraper = reading("a", {}, "Prometheus", { ruleSelector: wants("a") })
    expect(added([scraper, reading("ruler", wants("r"), "ThanosRuler")])).toEqual([
      'PrometheusRule redis: {"release":"a"}',
    ])
  })
  test("an agent takes monitors, a ruler rules", () => {
    const pair = [reading("agent", wants("edge"), "PrometheusAgent"), reading("ruler", wants("r"), "ThanosRuler")]
    expect(added(pair)).toEqual(['ServiceMonitor redis: {"release":"edge"}', 'PrometheusRule redis: {"release":"r"}'])
  })
})

describe("the flags of an operator", () => {
  const managed = { kind: "Prometheus", namespace: "mon", labels: { shard: "x" }, controllerId: "" } as const
  test.each<[string[], boolean, boolean]>([
    [[], true, true],
    [["--namespaces=mon,shop"], true, true],
    [["--namespaces", "mon"], true, false],
    [["--namespaces=shop"], false, true],
    [["--namespaces=shop", "--prometheus-instance-namespaces=mon"], true, true],
    [["--deny-namespaces=shop"], true, false],
    [["--deny-namespaces=mon"], false, true],
    [["--prometheus-instance-selector=shard in (x,y)"], true, true],
    [["-prometheus-instance-selector", "shard!=x"], false, true],
    [["--thanos-ruler-instance-selector=shard=nothing"], true, true],
    [["--controller-id=other"], false, true],
  ])("%j: manages the server %s, reads the namespace %s", (args, server, namespace) => {
    const [scope] = operatorsOf([operatorWith(...args)]).operators
    expect(scope && manages(scope, managed)).toBe(server)
    expect(scope && readsNamespace(scope, "shop")).toBe(namespace)
  })
  test("that come from elsewhere are not guessed", () => {
    expect(operatorsOf([operatorWith("--namespaces=$(WATCHED)")])).toEqual({ operators: [], unclear: ["mon/operator"] })
  })
  test("images and flags are told apart from their likes", () => {
    expect(isImage("mirror.example/prometheus-operator:v1@sha256:0", "prometheus-operator")).toBe(true)
    expect(isImage("quay.io/prometheus-operator/prometheus-config-reloader:v1", "prometheus-operator")).toBe(false)
    expect(flagValue(["--a=1", "--a", "2", "-b"], "a")).toBe("2")
    expect(flagValue(["--a-b=1"], "a")).toBeUndefined()
  })
})

describe("what is not known is not said", () => {
  test("an operator whose flags are unseen, a namespace whose labels are unseen", () => {
    const named = reading("a", {}, "Prometheus", { serviceMonitorNamespaceSelector: { matchLabels: { team: "x" } } })
    expect(pickup(scene([named]), named, monitor)).toMatchObject({ state: "unknown" })
    const open = reading("a", {})
    expect(pickup(scene([open], { operatorsUnknown: "needs list deployments.apps" }), open, monitor)?.state).toBe(
      "unknown",
    )
    expect(pickup(scene([open]), open, monitor)?.state).toBe("selected")
  })
  test("everything that stands in the way is said", () => {
    const own = server("Prometheus", "a", { serviceMonitorSelector: wants("x"), paused: true })
    const found = pickup(scene([own], { operators: [] }), own, monitor)
    expect(found?.misses.map(({ what }) => what)).toEqual(["operator", "paused", "labels", "namespace"])
    const home = { ...monitor, metadata: { ...monitor.metadata, namespace: "mon" } }
    expect(pickup(scene([own]), own, home)?.misses.map(({ what }) => what)).toEqual(["paused", "labels"])
  })
  test("rules of a server whose configuration is written by hand", () => {
    const byHand = server("Prometheus", "a", { ruleSelector: {}, ruleNamespaceSelector: {} })
    expect(pickup(scene([byHand]), byHand, rule)?.state).toBe("unknown")
    expect(pickup(scene([byHand]), byHand, monitor)?.state).toBe("missed")
  })
})

test("kinds whose readers are not looked at are said to be unknown", () => {
  const objects = ["VMServiceScrape", "VMRule", "PodMonitoring", "Rules"].map((kind) => ({ ...monitor, kind }))
  const view = scene([reading("a", {})])
  const items = selectionItems({
    scene: view,
    labelling: label(view, objects, []),
    namespace: "shop",
    otherReaders: [],
  })
  expect(items.map(({ check, level }) => `${level} ${check}`)).toEqual([
    "unknown scrape",
    "unknown rules",
    "unknown scrape",
    "unknown rules",
  ])
})

describe("settings of a server that reads", () => {
  const notes = (spec: object, objects: readonly KubeObject[]) => {
    const reader = reading("a", {}, "Prometheus", spec)
    const view = scene([reader])
    return selectionItems({ scene: view, labelling: label(view, objects, []), namespace: "shop", otherReaders: [] })
      .filter(({ level }) => level !== "ok")
      .map(({ check, level }) => `${level} ${check}`)
  }
  const moved = moveMonitors([monitor, rule], "shop", "mon")
  test("a monitor elsewhere is lost on a server that ignores namespaceSelector", () => {
    expect(moved[0]).toMatchObject({
      metadata: { namespace: "mon" },
      spec: { namespaceSelector: { matchNames: ["shop"] } },
    })
    expect(notes({ ignoreNamespaceSelectors: true }, moved)).toEqual(["error scrape"])
    expect(notes({ ignoreNamespaceSelectors: true }, [monitor, rule])).toEqual([])
  })
  test("an enforced namespace label falsifies what is moved, and shards split what rules see", () => {
    expect(notes({ enforcedNamespaceLabel: "namespace" }, moved)).toEqual(["warning scrape", "warning rules"])
    expect(notes({ enforcedNamespaceLabel: "namespace" }, [monitor, rule])).toEqual([])
    expect(notes({ shards: 3 }, [monitor, rule])).toEqual(["warning rules"])
  })
})

describe("sidecars of Grafana", () => {
  const grafana = (name: string, env: Record<string, string>, from?: string) => {
    const variables = Object.entries(env).map(([key, value]) => ({ name: key, value }))
    const elsewhere = from ? [{ name: from, valueFrom: { configMapKeyRef: {} } }] : []
    const containers = [{ name, image: "quay.io/kiwigrid/k8s-sidecar:1", env: [...variables, ...elsewhere] }]
    return live("Deployment", "grafana", "viz", { spec: { template: { spec: { containers } } } })
  }
  test.each<[string, Record<string, string>, object[]]>([
    ["sc-dashboard", { LABEL: "d", LABEL_VALUE: "1", NAMESPACE: "ALL" }, [{ label: "d", value: "1" }]],
    ["sc-dashboard", { LABEL: "d" }, [{ label: "d", value: "", namespaces: ["viz"] }]],
    ["sc-dashboard", { LABEL: "d", NAMESPACE: "a, b" }, [{ label: "d", value: "", namespaces: ["a", "b"] }]],
    ["sc-datasources", { LABEL: "grafana_datasource" }, []],
    ["sc-dashboard", { LABEL: "d", RESOURCE: "secret" }, []],
  ])("%s with %j", (name, env, expected) => {
    const found = sidecarsOf([grafana(name, env)]).sidecars
    expect(found).toEqual(expected.map((each) => ({ ...each, workload: "viz/grafana", folderAnnotation: "" })))
  })
  test.each([{ LABEL: "a b" }, { LABEL: "d", LABEL_VALUE: "\u001b[2J" }, { LABEL: "d", FOLDER_ANNOTATION: "x\ny" }])(
    "with %j, which is no label, are unclear",
    (env) => {
      expect(sidecarsOf([grafana("sc-dashboard", env as Record<string, string>)])).toEqual({
        sidecars: [],
        unclear: ["viz/grafana"],
      })
    },
  )
  test("with a label from elsewhere are unclear", () => {
    expect(sidecarsOf([grafana("sc-dashboard", {}, "LABEL")])).toEqual({ sidecars: [], unclear: ["viz/grafana"] })
  })
})

describe("network policies", () => {
  const labels = { app: "redis" }
  const pod = { metadata: { labels }, spec: { containers: [{ ports: [{ name: "metrics", containerPort: 9121 }] }] } }
  const workload = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "redis" }, spec: { template: pod } }
  const policy = (ingress: object[]): KubeObject => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "p", namespace: "shop" },
    spec: { podSelector: { matchLabels: labels }, policyTypes: ["Ingress"], ingress },
  })
  const levelOf = (policies: readonly KubeObject[] | undefined) =>
    networkItems(
      {
        namespace: "shop",
        policies: new Map(policies ? [["shop", policies]] : []),
        namespaces: new Map(),
        scrapers: [reading("a", {})],
        unseen: policies ? [] : ["shop"],
      },
      [workload],
    ).map(({ level }) => level)
  const from = (namespace: string) => [
    { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } },
  ]
  test.each<[string, KubeObject[] | undefined, string[]]>([
    ["no policy", [], ["ok"]],
    ["policies unseen", undefined, ["unknown"]],
    ["deny all", [policy([])], ["warning"]],
    ["allow all", [policy([{}])], ["ok"]],
    ["the server's namespace", [policy([{ from: from("mon") }])], ["ok"]],
    ["another namespace", [policy([{ from: from("x") }])], ["warning"]],
    ["one of two policies", [policy([]), policy([{ from: from("mon") }])], ["ok"]],
    ["the port by name", [policy([{ from: from("mon"), ports: [{ port: "metrics" }] }])], ["ok"]],
    ["the port in a range", [policy([{ ports: [{ port: 9000, endPort: 9200 }] }])], ["ok"]],
    ["another port", [policy([{ ports: [{ port: 80 }] }])], ["warning"]],
    [
      "pods of the server",
      [policy([{ from: [{ ...from("mon")[0], podSelector: { matchLabels: { prometheus: "a" } } }] }])],
      ["ok"],
    ],
    [
      "other pods there",
      [policy([{ from: [{ ...from("mon")[0], podSelector: { matchLabels: { app: "x" } } }] }])],
      ["warning"],
    ],
    ["pods of its own namespace", [policy([{ from: [{ podSelector: {} }] }])], ["warning"]],
    [
      "a namespace by unknown labels",
      [policy([{ from: [{ namespaceSelector: { matchLabels: { team: "x" } } }] }])],
      ["unknown"],
    ],
  ])("%s", (_, policies, levels) => expect(levelOf(policies)).toEqual(levels))
})
