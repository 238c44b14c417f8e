import type { KubeObject } from "@/lib/bundle/kube-object"
import { field, numberAt } from "../field"
import { labelsText, matches } from "../selection"
import { fix, item, type PreflightFix, type PreflightItem } from "./item"
import { type Labelling, nameOf } from "./labelling"
import { type Miss, nameOnly, type Pickup, pickup, type Scene } from "./pickup"
import { MONITOR_KINDS, type Server, selectorsOf, serverText } from "./servers"

/** What the items need to know beside the scene. */
export interface SelectionContext {
  scene: Scene
  labelling: Labelling
  /** The namespace of the install. */
  namespace: string
  /** Other programs in the cluster that read such objects, as far as their images tell. */
  otherReaders: readonly string[]
}

/** Who will read one object. */
export interface Readers {
  /** "Kind name". */
  object: string
  /** `unreadable` where no server of the right kind was seen. */
  state: Pickup["state"] | "unreadable"
  /** The servers that will, or for `unknown` may, as "namespace/name". */
  by: readonly string[]
}

/** The same as the items, for programs. */
export function readersOfEach(scene: Scene, objects: readonly KubeObject[]): Readers[] {
  return objects.filter(isRead).map((object) => {
    const pickups = scene.servers.flatMap((server) => pickup(scene, server, object) ?? [])
    const states: readonly Pickup["state"][] = ["selected", "unknown", "missed"]
    const seen = states.find((state) => pickups.some((each) => each.state === state)) ?? "unreadable"
    const state = seen === "missed" && scene.serversUnseen !== undefined ? "unknown" : seen
    const by = pickups.filter((each) => each.state === state && state !== "missed").map(({ server }) => nameOf(server))
    return { object: `${object.kind} ${object.metadata.name}`, state, by }
  })
}

function isRead({ kind }: KubeObject): boolean {
  return MONITOR_KINDS.includes(kind) || kind === "PrometheusRule"
}

/** Kinds for the same purpose whose readers have selectors of their own, which are not evaluated here. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  VMServiceScrape: "VMAgent or VMSingle",
  VMPodScrape: "VMAgent or VMSingle",
  VMProbe: "VMAgent or VMSingle",
  VMRule: "VMAlert",
  PodMonitoring: "Google's collectors",
  Rules: "Google's rule evaluator",
  ClusterRules: "Google's rule evaluator",
}

/** Who reads each monitor and rule, after labels were added. */
export function selectionItems(context: SelectionContext): PreflightItem[] {
  const { labelling } = context
  const others = labelling.objects.flatMap(({ kind, metadata }) => {
    const reader = OTHER_KINDS[kind]
    const check = kind.endsWith("Rule") || kind.endsWith("Rules") ? "rules" : "scrape"
    const text = `Whether ${reader} reads ${kind} ${metadata.name} is unknown: such selectors are not looked at`
    return reader === undefined ? [] : [item(check, "unknown", text)]
  })
  return [...labelling.objects.filter(isRead).flatMap((object) => objectItems(context, object)), ...others]
}

function objectItems(context: SelectionContext, object: KubeObject): PreflightItem[] {
  const { scene } = context
  const check = object.kind === "PrometheusRule" ? "rules" : "scrape"
  const what = `${object.kind} ${object.metadata.name}`
  const pickups = scene.servers.flatMap((server) => pickup(scene, server, object) ?? [])
  const readers = pickups.filter(({ state }) => state === "selected")
  if (readers.length > 0) {
    const names = readers.map(({ server }) => serverText(server)).join(" and ")
    const twice = readers.length > 1 && check === "scrape" ? "; each of them scrapes it" : ""
    return [
      item(check, "ok", `${what} is read by ${names}${labelNote(context, what)}${twice}`),
      ...readers.flatMap(({ server }) => readerNotes(context, server, object)),
    ]
  }
  const open = pickups.filter(({ state }) => state === "unknown")
  if (open.length > 0) {
    const why = [...new Set(open.flatMap(({ unknown }) => unknown))].join("; ")
    const names = open.map(({ server }) => serverText(server)).join(" and ")
    return [item(check, "unknown", `${what} meets the selectors of ${names}${labelNote(context, what)}, but: ${why}`)]
  }
  if (scene.serversUnseen !== undefined) {
    const seen =
      pickups.length > 0 ? ` (seen and not fitting: ${pickups.map(({ server }) => serverText(server)).join(", ")})` : ""
    return [item(check, "unknown", `Who reads ${what} is unknown: needs ${scene.serversUnseen}${seen}`)]
  }
  if (pickups.length === 0) return [nobodyItem(context, check, what)]
  return [missedItem(context, check, what, pickups)]
}

function labelNote({ labelling }: SelectionContext, what: string): string {
  const added = labelling.added.find(({ object }) => object === what)
  return added ? ` with ${labelsText(added.labels)}, which this plan adds` : ""
}

/** Definitions without a server are no proof of nobody: others read the same objects. */
function nobodyItem({ otherReaders }: SelectionContext, check: "scrape" | "rules", what: string): PreflightItem {
  const reads = check === "rules" ? "evaluates rules" : "scrapes"
  if (otherReaders.length > 0)
    return item(
      check,
      "unknown",
      `No Prometheus object ${reads} here; ${otherReaders.join(", ")} may read ${what} by rules of its own`,
    )
  return item(
    check,
    "unknown",
    `Unknown reader of ${what}: the cluster has no Prometheus object that ${reads}`,
    fix(
      "If nothing else reads such objects (OpenTelemetry's target allocator, Grafana Alloy, VictoriaMetrics), make a Prometheus",
    ),
  )
}

function missedItem(
  context: SelectionContext,
  check: "scrape" | "rules",
  what: string,
  pickups: readonly Pickup[],
): PreflightItem {
  const { choice } = context.labelling
  const options = choice?.options.filter(({ server }) => pickups.some((each) => nameOf(each.server) === server)) ?? []
  if (options.length > 1)
    return item(
      check,
      "error",
      `${what} could be read by ${options.map(({ server, labels }) => `${server} (${labelsText(labels) || "as it is"})`).join(" or ")}: say which`,
      ...options.map(({ server }) =>
        fix(`Let ${server} read it`, `--for-prometheus ${server}`, { forPrometheus: [server] }),
      ),
    )
  const reasons = pickups.flatMap(({ misses }) => misses.map(({ text }) => text))
  const fixes = pickups.flatMap((each) => each.misses.flatMap((miss) => fixesOf(context, each, miss)))
  const distinct = [...new Map(fixes.map((each) => [each.copy ?? each.text, each])).values()]
  return item(check, "error", `${what} is read by nobody: ${reasons.join("; ")}`, ...distinct)
}

function fixesOf(context: SelectionContext, { server, object }: Pickup, miss: Miss): PreflightFix[] {
  const at = `kubectl -n ${server.namespace} patch ${server.kind.toLowerCase()} ${server.name} --type merge -p`
  const namespace = object.metadata.namespace ?? ""
  switch (miss.what) {
    case "paused":
      return [fix(`Let ${serverText(server)} go on`, `${at} '{"spec":{"paused":false}}'`)]
    case "off": {
      const word = { ServiceMonitor: "serviceMonitor", PodMonitor: "podMonitor", Probe: "probe" }[object.kind] ?? "rule"
      return [fix(`Let ${serverText(server)} read every ${object.kind}`, `${at} '{"spec":{"${word}Selector":{}}}'`)]
    }
    case "operator":
      return [fix(`Add ${namespace} to --namespaces of the operator's Deployment, or take it off --deny-namespaces`)]
    case "namespace": {
      const homes = selectedNamespaces(context.scene, server, object)
      const move = homes.map((home) =>
        fix(`Put monitors and rules into ${home}, which it reads`, `--monitor-namespace ${home}`, {
          monitorNamespace: home,
        }),
      )
      const labels = Object.entries(miss.add ?? {}).map(([key, value]) => `${key}=${value}`)
      const mark =
        labels.length > 0
          ? [fix(`Label the namespace ${namespace}`, `kubectl label namespace ${namespace} ${labels.join(" ")}`)]
          : []
      return [...move, ...mark]
    }
    default:
      return miss.add === undefined
        ? [fix(`Change the selector of ${serverText(server)}, or the labels given with --label`)]
        : []
  }
}

const MOST_NAMESPACES = 3

function selectedNamespaces(scene: Scene, server: Server, object: KubeObject): string[] {
  const selector = selectorsOf(server, object.kind).namespace
  const known = new Map([[server.namespace, nameOnly(server.namespace)], ...scene.namespaces])
  return [...known]
    .filter(([name, labels]) => (selector === null ? name === server.namespace : matches(selector, labels) === "yes"))
    .map(([name]) => name)
    .slice(0, MOST_NAMESPACES)
}

/** Settings of a server that reads the object, but then does something unexpected with it. */
function readerNotes({ namespace }: SelectionContext, server: Server, object: KubeObject): PreflightItem[] {
  const { spec } = server
  const moved = object.metadata.namespace !== namespace
  const rule = object.kind === "PrometheusRule"
  const enforced = field(spec, "enforcedNamespaceLabel")
  const shards = numberAt(spec, 1, "shards")
  const name = serverText(server)
  return [
    ...(moved && !rule && object.kind !== "Probe" && field(spec, "ignoreNamespaceSelectors") === true
      ? [
          item(
            "scrape",
            "error",
            `${name} ignores namespaceSelector, so a monitor in ${object.metadata.namespace} finds nothing in ${namespace}`,
            fix("Leave out --monitor-namespace"),
          ),
        ]
      : []),
    ...(moved && typeof enforced === "string" && enforced !== ""
      ? [
          item(
            rule ? "rules" : "scrape",
            "warning",
            `${name} writes ${enforced}="${object.metadata.namespace}" into everything of ${object.kind} ${object.metadata.name}, though the exporter runs in ${namespace}`,
          ),
        ]
      : []),
    ...(rule && shards > 1
      ? [
          item(
            "rules",
            "warning",
            `${name} has ${shards} shards: each evaluates the rules on its own share of the series only`,
            fix("Let a ThanosRuler evaluate them", "--for-prometheus <namespace>/<ruler>"),
          ),
        ]
      : []),
  ]
}
