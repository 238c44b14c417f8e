import { appendFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, expect, test } from "vitest"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { applyPlan } from "@/lib/cluster/apply"
import type { ClusterClient } from "@/lib/cluster/client"
import { refOf } from "@/lib/cluster/kinds"
import { type Plan, planInstall } from "@/lib/cluster/plan"
import type { PreflightOptions } from "@/lib/cluster/preflight/item"
import { uninstall } from "@/lib/cluster/uninstall"
import { adminClient, freshNamespace, kubectl, put } from "./harness"
import { generated, holds, operatorSuite, startOperator, type Watched } from "./preflight-operator"
import {
  agent,
  discovery,
  ENTRIES,
  grafana,
  operatorDeployment,
  prometheus,
  ruler,
  selecting,
  takeAway,
  wanted,
} from "./preflight-world"

/** One kind of cluster. `home` is where the servers are, `place` where exporters go. */
interface Case {
  name: string
  flags?: (home: string, place: string) => string[]
  world(home: string, place: string): KubeObject[]
  labels?: Record<string, string>
  choose?: (home: string) => PreflightOptions
  /** Whom the pre-flight must name for monitors and for rules, as names of servers; [] is nobody. */
  expected: { monitors: string[]; podMonitors?: string[]; rules: string[] }
  /** Servers that no operator looks after, or that are paused: they never get a configuration. */
  idle?: string[]
  /** The word of the dashboards' item. */
  dashboards: "ok" | "warning"
}

const release = (name: string) => ({ matchLabels: { release: name } })
const everything = { matchExpressions: [] }

const CASES: Case[] = [
  {
    name: "kube-prometheus-stack with its defaults",
    world: (home) => [
      prometheus(home, "kps", selecting(release("kube-prometheus-stack"), everything)),
      grafana(home, { LABEL: "grafana_dashboard", LABEL_VALUE: "1", NAMESPACE: "ALL" }),
    ],
    expected: { monitors: ["kps"], rules: ["kps"] },
    dashboards: "ok",
  },
  {
    name: "another release name, other sidecar label",
    world: (home) => [
      prometheus(home, "mon", selecting(release("mon"), everything)),
      grafana(home, { LABEL: "dashboards", LABEL_VALUE: "yes", NAMESPACE: "ALL", FOLDER_ANNOTATION: "grafana_folder" }),
    ],
    expected: { monitors: ["mon"], rules: ["mon"] },
    dashboards: "ok",
  },
  {
    name: "everything is selected, and a wrong --label does no harm",
    world: (home) => [prometheus(home, "k8s", selecting({}, {}))],
    labels: { release: "whatever" },
    expected: { monitors: ["k8s"], rules: ["k8s"] },
    dashboards: "warning",
  },
  {
    name: "a --label of the user contradicts the selector",
    world: (home) => [prometheus(home, "kps", selecting(release("kps"), {}))],
    labels: { release: "mine" },
    expected: { monitors: [], rules: [] },
    dashboards: "warning",
  },
  {
    name: "two servers disagree, nobody chose",
    world: (home) => [
      prometheus(home, "a", selecting(release("a"), {})),
      prometheus(home, "b", selecting(release("b"), {})),
    ],
    expected: { monitors: [], rules: [] },
    dashboards: "warning",
  },
  {
    name: "two servers disagree, one was chosen",
    world: (home) => [
      prometheus(home, "a", selecting(release("a"), {})),
      prometheus(home, "b", selecting(release("b"), {})),
    ],
    choose: (home) => ({ forPrometheus: [`${home}/b`] }),
    expected: { monitors: ["b"], rules: ["b"] },
    dashboards: "warning",
  },
  {
    name: "null selectors but for pods",
    world: (home) => [prometheus(home, "k8s", { ...selecting(null, {}), podMonitorSelector: {} })],
    expected: { monitors: [], podMonitors: ["k8s"], rules: [] },
    dashboards: "warning",
  },
  {
    name: "namespace selector that the namespace does not meet",
    world: (home) => [prometheus(home, "k8s", selecting({}, { matchLabels: { team: "a" } }))],
    expected: { monitors: [], rules: [] },
    dashboards: "warning",
  },
  {
    name: "the same, with monitors in a namespace that is read",
    world: (home) => [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: home, labels: { team: "a" } } },
      prometheus(home, "k8s", selecting({}, { matchLabels: { team: "a" } })),
      grafana(home, { LABEL: "grafana_dashboard" }), // without NAMESPACE it looks only into its own
    ],
    choose: (home) => ({ monitorNamespace: home }),
    expected: { monitors: ["k8s"], rules: ["k8s"] },
    dashboards: "warning",
  },
  {
    name: "no namespace selector: its own namespace only",
    world: (home) => [prometheus(home, "k8s", selecting({}, null))],
    expected: { monitors: [], rules: [] },
    dashboards: "warning",
  },
  {
    name: "expressions on labels and on the namespace's name",
    world: (home, place) => {
      const named = (operator: string, name: string) => ({
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator, values: [name] }],
      })
      const tier = {
        matchExpressions: [
          { key: "tier", operator: "In", values: ["gold", "silver"] },
          { key: "tier", operator: "NotIn", values: ["gold"] },
          { key: "scrape", operator: "Exists" },
          { key: "legacy", operator: "DoesNotExist" },
        ],
      }
      return [
        prometheus(home, "in", selecting(tier, named("In", place))),
        prometheus(home, "out", selecting({}, named("NotIn", place))),
      ]
    },
    expected: { monitors: ["in"], rules: ["in"] },
    dashboards: "warning",
  },
  {
    name: "an operator that looks elsewhere",
    flags: (home) => [`--namespaces=${home}`],
    world: (home) => [prometheus(home, "k8s", selecting({}, {}))],
    expected: { monitors: [], rules: [] },
    dashboards: "warning",
  },
  {
    name: "an operator that picks servers by label",
    flags: () => ["--prometheus-instance-selector", "shard in (x)"],
    world: (home) => [
      prometheus(home, "left-out", selecting({}, {})),
      prometheus(home, "picked", selecting({}, {}), { labels: { shard: "x" } }),
    ],
    expected: { monitors: ["picked"], rules: ["picked"] },
    idle: ["left-out"],
    dashboards: "warning",
  },
  {
    name: "an operator that denies the namespace",
    flags: (_, place) => [`--deny-namespaces=${place}`],
    world: (home) => [prometheus(home, "k8s", selecting({}, {}))],
    expected: { monitors: [], rules: [] },
    dashboards: "warning",
  },
  {
    name: "an operator that looks for servers elsewhere",
    flags: () => ["--prometheus-instance-namespaces=default"],
    world: (home) => [prometheus(home, "k8s", selecting({}, {}))],
    expected: { monitors: [], rules: [] },
    idle: ["k8s"],
    dashboards: "warning",
  },
  {
    name: "an operator with an id of its own",
    flags: () => ["--controller-id=ours"],
    world: (home) => [
      prometheus(home, "theirs", selecting({}, {})),
      prometheus(home, "ours", selecting({}, {}), { annotations: { "operator.prometheus.io/controller-id": "ours" } }),
    ],
    expected: { monitors: ["ours"], rules: ["ours"] },
    idle: ["theirs"],
    dashboards: "warning",
  },
  {
    name: "a paused server",
    world: (home) => [prometheus(home, "k8s", { ...selecting({}, {}), paused: true })],
    expected: { monitors: [], rules: [] },
    idle: ["k8s"],
    dashboards: "warning",
  },
  {
    name: "an agent that scrapes and a ruler that evaluates",
    world: (home) => [
      agent(home, "agent", {
        ...selecting(release("edge"), {}),
        ruleSelector: undefined,
        ruleNamespaceSelector: undefined,
      }),
      ruler(home, "ruler", { ruleSelector: { matchLabels: { role: "alerts" } }, ruleNamespaceSelector: {} }),
    ],
    expected: { monitors: ["agent"], rules: ["ruler"] },
    dashboards: "warning",
  },
]

let endOperator: (() => Promise<void>) | undefined
let made: KubeObject[] = []

afterEach(async () => {
  await endOperator?.()
  endOperator = undefined
  await takeAway((await adminClient()).client, made)
  made = []
})

operatorSuite("what the operator generates is what the pre-flight said", () => {
  test.each(CASES)("$name", async (scene) => {
    const { client } = await adminClient()
    const [home, place] = [await freshNamespace(client), await freshNamespace(client)]
    const flags = scene.flags?.(home, place) ?? []
    const world = [...scene.world(home, place), ...discovery(home)]
    made = [...world.filter(({ kind }) => kind !== "Namespace"), operatorDeployment(home, flags)]
    for (const object of [...world, operatorDeployment(home, flags)]) await put(client, object)
    endOperator = await startOperator(flags)

    const plans: Plan[] = []
    for (const id of ENTRIES) {
      const preflight = scene.choose?.(home)
      const request = await wanted(client, id, place, {
        ...(scene.labels ? { labels: scene.labels } : {}),
        ...(preflight ? { preflight } : {}),
      })
      const plan = await planInstall(client, request)
      plans.push(plan)
      expect(
        plan.preflight.items.find(({ check }) => check === "dashboards"),
        id,
      ).toMatchObject({ level: scene.dashboards })
      const applied = await applyPlan(client, plan, () => {}, { timeoutMs: 20_000, wait: false })
      expect(applied.ok, applied.message).toBe(true)
    }

    const servers = world.filter(({ kind }) => ["Prometheus", "PrometheusAgent", "ThanosRuler"].includes(kind))
    const watched = servers.map(({ kind, metadata }) => ({ kind, namespace: home, name: metadata.name }) as Watched)
    const predicted = predictions(plans)
    expect(expectation(predicted, home), "what the pre-flight says").toEqual(scene.expected)
    await settled(client, watched, scene.idle ?? [])
    record(scene.name, predicted, await outcomes(client, watched, plans))
    for (const id of ENTRIES) await uninstall(client, { name: id, namespace: place })
  })
})

operatorSuite("a monitor outside of the exporter's namespace", () => {
  test("finds the exporter, except through a server that ignores namespaceSelector, as was said", async () => {
    const { client } = await adminClient()
    const [home, place] = [await freshNamespace(client), await freshNamespace(client)]
    made = [
      prometheus(home, "heeds", selecting({}, null)),
      prometheus(home, "ignores", { ...selecting({}, null), ignoreNamespaceSelectors: true }),
      operatorDeployment(home, []),
      ...discovery(home),
    ]
    for (const object of made) await put(client, object)
    endOperator = await startOperator([])
    const plan = await planInstall(
      client,
      await wanted(client, "redis-exporter", place, { preflight: { monitorNamespace: home } }),
    )
    expect(plan.preflight.items.filter(({ level }) => level === "error").map(({ message }) => message)).toEqual([
      `Prometheus ${home}/ignores ignores namespaceSelector, so a monitor in ${home} finds nothing in ${place}`,
    ])
    expect((await applyPlan(client, plan, () => {}, { wait: false })).ok).toBe(true)
    // The namespaces in which each server is told to look for targets.
    const told = async (name: string) => {
      const { config } = await generated(client, { kind: "Prometheus", namespace: home, name })
      return /kubernetes_sd_configs:\n[\s\S]*?names:\n\s+- (\S+)/.exec(config)?.[1]
    }
    await expect.poll(() => told("heeds"), { timeout: 20_000 }).toBe(place)
    await expect.poll(() => told("ignores"), { timeout: 20_000 }).toBe(home)
    await uninstall(client, { name: "redis-exporter", namespace: place })
  })
})

type Readers = Record<string, string[]>

/** For each monitor and rule, the servers that the pre-flight names, as "namespace/name". */
function predictions(plans: readonly Plan[]): Readers {
  return Object.fromEntries(
    plans.flatMap(({ preflight }) =>
      preflight.readers.map(({ object, state, by }) => [object, state === "selected" ? [...by].sort() : []]),
    ),
  )
}

function expectation(predicted: Readers, home: string): Case["expected"] {
  const of = (kinds: readonly string[]) => {
    const lists = Object.entries(predicted).filter(([object]) => kinds.includes(object.split(" ")[0] ?? ""))
    const texts = new Set(lists.map(([, by]) => by.map((name) => name.replace(`${home}/`, "")).join(",")))
    expect(texts.size, `all of ${kinds.join(", ")} alike`).toBe(1)
    return [...texts].flatMap((text) => text.split(",")).filter(Boolean)
  }
  const [monitors, podMonitors, rules] = [of(["ServiceMonitor", "Probe"]), of(["PodMonitor"]), of(["PrometheusRule"])]
  return podMonitors.join() === monitors.join() ? { monitors, rules } : { monitors, podMonitors, rules }
}

async function outcomes(client: ClusterClient, watched: readonly Watched[], plans: readonly Plan[]): Promise<Readers> {
  const files = await Promise.all(watched.map((server) => generated(client, server)))
  const objects = plans.flatMap(({ steps }) => steps.map(({ object }) => refOf(object)))
  const kinds = ["ServiceMonitor", "PodMonitor", "Probe", "PrometheusRule"]
  return Object.fromEntries(
    objects
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, name, namespace = "" }) => [
        `${kind} ${name}`,
        watched
          .filter((_, i) => holds(files[i] ?? { config: "", ruleFiles: [] }, { kind, namespace, name }))
          .map((server) => `${server.namespace}/${server.name}`)
          .sort(),
      ]),
  )
}

/**
 * Waits until the operator has looked again at every server that it looks after, once everything is applied: a label that
 * is changed last shows up in the configuration. So a scrape that is not there is not only late, and an operator that does
 * nothing is not taken for one that selects nothing.
 */
async function settled(client: ClusterClient, watched: readonly Watched[], idle: readonly string[]): Promise<void> {
  await sleep(2_000)
  for (const { kind, namespace, name } of watched) {
    if (kind === "ThanosRuler") continue // has no such file; what is expected of one is that it gets rules
    const nonce = `n${Date.now()}`
    const patch = JSON.stringify({ spec: { externalLabels: { nonce } } })
    await kubectl(["-n", namespace, "patch", kind.toLowerCase(), name, "--type=merge", "-p", patch])
    const config = async () => (await generated(client, { kind, namespace, name })).config
    if (idle.includes(name)) expect(await sleep(3_000).then(config), `${name} has no configuration`).toBe("")
    else await expect.poll(config, { timeout: 30_000, interval: 300 }).toContain(nonce)
  }
}

function record(name: string, predicted: Readers, outcome: Readers): void {
  const file = process.env.PREFLIGHT_MATRIX
  if (file) appendFileSync(file, `${JSON.stringify({ name, predicted, outcome })}\n`)
  expect(outcome, "what the operator generated").toEqual(predicted)
}
