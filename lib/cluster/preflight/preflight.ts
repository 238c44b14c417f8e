import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import type { ClusterClient, LiveObject } from "../client"
import { type Kinds, typeOf } from "../kinds"
import { parallel } from "../parallel"
import type { KnownLabels } from "../selection"
import { type DashboardScene, fitDashboards } from "./dashboards"
import { imageItems } from "./images"
import { item, type PreflightItem, type PreflightOptions } from "./item"
import { type Labelling, label, nameOf } from "./labelling"
import { type Seen, seeAll, unlessForbidden } from "./look"
import { moveMonitors } from "./move"
import { networkItems } from "./network"
import { operatorsOf } from "./operators"
import { nameOnly, pickup, type Scene } from "./pickup"
import { podItems } from "./pods"
import { type PlanFindings, type PreflightReport, preflightReport } from "./report"
import { secretItems } from "./secrets"
import { readersOfEach, selectionItems } from "./selection-items"
import { serverRights } from "./server-rights"
import { canRead, MONITOR_KINDS, type Server, serverOf } from "./servers"
import { sidecarsOf } from "./sidecars"
import { containersOf, isImage } from "./workloads"

/** A bundle fitted to a cluster, and what was found there. */
export interface Preflight {
  /** What to install: with labels by which it is read, without what was to be left out. */
  objects: readonly KubeObject[]
  /** Everything found, together with what the plan found. */
  report(findings: PlanFindings): PreflightReport
}

/**
 * Looks at what the cluster will do with a bundle: who reads its monitors, rules and dashboards, whether its pods may run,
 * whether its Secrets are there. Objects carry their namespace already. Reads only; what may not be read is an item that
 * says which right is missing.
 */
export async function preflight(
  client: ClusterClient,
  kinds: Kinds,
  asked: readonly KubeObject[],
  namespace: string,
  options: PreflightOptions = {},
): Promise<Preflight> {
  const { objects: kept, items: skipped } = leaveOut(asked, options.skipKinds ?? [])
  const objects = moveMonitors(kept, namespace, options.monitorNamespace)
  const [view, local] = await Promise.all([
    look(client, kinds, objects, namespace),
    lookInside(client, kinds, kept, namespace),
  ])
  const labelling = label(view.scene, objects, options.forPrometheus ?? [])
  const dashboards = fitDashboards(view.dashboards, labelling.objects)
  const unseen = chosenUnseen(view.scene, options.forPrometheus ?? [])
  const readers = readersOf(view.scene, labelling)
  const further = await Promise.all([
    network(client, kinds, kept, namespace, view.scene, readers),
    ...readers.map((server) => serverRights(client, server, kindsRead(objects), namespace)),
  ])
  const items = [
    ...skipped,
    ...unseen,
    ...selectionItems({ scene: view.scene, labelling, namespace, otherReaders: view.otherReaders }),
    ...dashboards.items,
    ...local,
    ...further.flat(),
    ...imageItems(kept),
  ]
  return {
    objects: dashboards.objects,
    report: (findings) => preflightReport(items, readersOfEach(view.scene, labelling.objects), labelling, findings),
  }
}

/** A server that was named has to be there, or not be visible to this user. */
function chosenUnseen({ servers, serversUnseen }: Scene, chosen: readonly string[]): PreflightItem[] {
  const absent = chosen.filter((name) => !servers.some((server) => nameOf(server) === name))
  if (absent.length > 0 && serversUnseen === undefined)
    throw new HubError("usage", `There is no Prometheus, PrometheusAgent or ThanosRuler ${absent.join(", ")}`, {
      hint: `There are: ${servers.map(nameOf).join(", ") || "none"}`,
    })
  return absent.map((name) => item("scrape", "unknown", `What ${name} reads is unknown: needs ${serversUnseen}`))
}

/** Without the kinds that the user gave up, each of them said. */
function leaveOut(
  objects: readonly KubeObject[],
  skip: readonly string[],
): { objects: readonly KubeObject[]; items: PreflightItem[] } {
  const absent = skip.filter((kind) => !objects.some((object) => object.kind === kind))
  if (absent.length > 0) {
    const message = `names ${absent.join(", ")}, which the bundle has not`
    throw new HubError("usage", `skip-kind ${message}`, { fields: [{ field: "skip-kind", message }] })
  }
  const items = skip.map((kind) => {
    const names = objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name)
    return item("kinds", "warning", `Left out, as asked: ${kind} ${names.join(", ")}`)
  })
  return { objects: objects.filter(({ kind }) => !skip.includes(kind)), items }
}

interface View {
  scene: Scene
  dashboards: DashboardScene
  otherReaders: readonly string[]
}

const MONITORING = "monitoring.coreos.com"

async function look(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  namespace: string,
): Promise<View> {
  const see = (group: string, kind: string, metadataOnly = false) =>
    seeAll(client, kinds, { group, kind }, [namespace], metadataOnly)
  const nothing: Promise<Seen> = Promise.resolve({ objects: [] })
  const read = objects.some(({ kind }) => MONITOR_KINDS.includes(kind) || kind === "PrometheusRule")
  const scraped = objects.some(({ kind }) => MONITOR_KINDS.includes(kind))
  const [namespaces, prometheuses, agents, rulers, deployments, sets, grafanas, perses] = await Promise.all([
    see("", "Namespace", true),
    read ? see(MONITORING, "Prometheus") : nothing,
    scraped ? see(MONITORING, "PrometheusAgent") : nothing,
    read ? see(MONITORING, "ThanosRuler") : nothing,
    see("apps", "Deployment"),
    see("apps", "StatefulSet"),
    see("grafana.integreatly.org", "Grafana"),
    see("perses.dev", "Perses"),
  ])
  const workloads = [...deployments.objects, ...sets.objects].filter(({ metadata }) => !metadata.deletionTimestamp)
  const workloadsUnseen = deployments.unseen ?? sets.unseen
  const servers = [prometheuses, agents, rulers]
  const serversUnseen = servers.flatMap(({ unseen }) => unseen ?? []).join(", ")
  const { sidecars, unclear } = sidecarsOf(workloads)
  const dashboardsUnknown = workloadsUnseen
    ? `needs ${workloadsUnseen}`
    : unclear.length > 0
      ? `the settings of ${unclear.join(", ")} come from elsewhere`
      : undefined
  return {
    scene: {
      servers: servers
        .flatMap((seen) => seen.objects)
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(serverOf),
      ...operatorView(workloads, workloadsUnseen),
      namespaces: await namespaceLabels(client, kinds, namespaces, objects, namespace),
      ...(serversUnseen === "" ? {} : { serversUnseen }),
    },
    dashboards: {
      sidecars,
      grafanas: grafanas.objects,
      perses: perses.objects,
      ...(dashboardsUnknown === undefined ? {} : { unknown: dashboardsUnknown }),
    },
    otherReaders: otherReadersOf(workloads),
  }
}

function operatorView(
  workloads: readonly LiveObject[],
  unseen: string | undefined,
): Pick<Scene, "operators" | "operatorsUnknown"> {
  const { operators, unclear } = operatorsOf(workloads)
  const unknown =
    unseen !== undefined
      ? `which namespaces the Prometheus operator looks at is not known: needs ${unseen}`
      : unclear.length > 0
        ? `the flags of the Prometheus operator ${unclear.join(", ")} come from elsewhere`
        : operators.length === 0
          ? "no Deployment of the Prometheus operator was found, so whether one looks after it is not known"
          : undefined
  return { operators, ...(unknown === undefined ? {} : { operatorsUnknown: unknown }) }
}

/** Labels of the namespaces; a namespace that is yet to be made has only its name. */
async function namespaceLabels(
  client: ClusterClient,
  kinds: Kinds,
  seen: Seen,
  objects: readonly KubeObject[],
  namespace: string,
): Promise<Map<string, KnownLabels>> {
  const all = new Map(
    seen.objects.map(({ metadata }) => [metadata.name, { labels: metadata.labels ?? {}, complete: true }]),
  )
  const wanted = [...new Set([namespace, ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])])]
  if (seen.unseen === undefined) {
    for (const name of wanted) if (!all.has(name)) all.set(name, { ...nameOnly(name), complete: true })
    return all
  }
  const type = typeOf(kinds, { apiVersion: "v1", kind: "Namespace" })
  for (const name of wanted) {
    const found = await unlessForbidden(client.get(type, name).then((object) => ({ object })))
    const labels = { ...nameOnly(name).labels, ...found?.object?.metadata.labels }
    all.set(name, { labels, complete: found !== undefined })
  }
  return all
}

const OTHER_READERS: readonly [string, string][] = [
  ["opentelemetry-operator", "the OpenTelemetry operator"],
  ["target-allocator", "OpenTelemetry's target allocator"],
  ["alloy", "Grafana Alloy"],
  ["operator", "the VictoriaMetrics operator"],
]

function otherReadersOf(workloads: readonly LiveObject[]): string[] {
  const images = workloads.flatMap((workload) => containersOf(workload).map(({ image }) => image))
  return OTHER_READERS.filter(([repository]) =>
    images.some((image) => isImage(image, repository === "operator" ? "victoriametrics/operator" : repository)),
  ).map(([, name]) => name)
}

/** What is looked at in the namespace itself. */
async function lookInside(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  namespace: string,
): Promise<PreflightItem[]> {
  const type = typeOf(kinds, { apiVersion: "v1", kind: "Namespace" })
  const found = await unlessForbidden(client.get(type, namespace).then((object) => ({ object })))
  const there = found === undefined || found.object !== undefined
  const known = { labels: found?.object?.metadata.labels ?? {}, complete: found !== undefined }
  const [pods, secrets] = await Promise.all([
    podItems(client, kinds, objects, { name: namespace, there, known }),
    secretItems(client, objects, { name: namespace, there }),
  ])
  return [...pods, ...secrets]
}

/** The servers that scrape through our monitors, as far as one can tell. */
function readersOf(scene: Scene, { objects }: Pick<Labelling, "objects">): Server[] {
  const monitors = objects.filter(({ kind }) => MONITOR_KINDS.includes(kind))
  return scene.servers.filter((server) =>
    monitors.some((object) => canRead(server, object.kind) && pickup(scene, server, object)?.state !== "missed"),
  )
}

function kindsRead(objects: readonly KubeObject[]): Set<string> {
  return new Set(objects.map(({ kind }) => kind).filter((kind) => MONITOR_KINDS.includes(kind)))
}

async function network(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  namespace: string,
  scene: Scene,
  scrapers: readonly Server[],
): Promise<PreflightItem[]> {
  const type = typeOf(kinds, { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" })
  const places = [...new Set([namespace, ...scrapers.map((server) => server.namespace)])]
  const lists = await parallel(places, async (place) => ({
    place,
    list: await unlessForbidden(client.list(type, { namespace: place, labelSelector: "" })),
  }))
  const policies = new Map(lists.flatMap(({ place, list }) => (list ? [[place, list] as const] : [])))
  const unseen = lists.filter(({ list }) => list === undefined).map(({ place }) => place)
  return networkItems({ namespace, policies, namespaces: scene.namespaces, scrapers, unseen }, objects)
}
