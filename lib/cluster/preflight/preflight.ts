import type { KubeObject } from "@/lib/bundle/kube-object"
import { toYaml } from "@/lib/bundle/yaml"
import type { ClusterClient, Right } from "../client"
import { type Kinds, resourceName, typeOf } from "../kinds"
import { parallel } from "../parallel"
import { rolesFor } from "../rights"
import { fitDashboards } from "./dashboards"
import { imageItems } from "./images"
import { fix, item, type PreflightFix, type PreflightItem, type PreflightOptions } from "./item"
import { type Labelling, label, nameOf } from "./labelling"
import { unlessForbidden } from "./look"
import { lookAround } from "./look-around"
import { moveMonitors } from "./move"
import { type NamespaceFacts, namespaceFacts } from "./namespaces"
import { networkItems } from "./network"
import { nameOnly, pickup, type Scene } from "./pickup"
import { podItems } from "./pods"
import { type PlanFindings, type PreflightReport, preflightReport } from "./report"
import { secretItems } from "./secrets"
import { readersOfEach, selectionItems } from "./selection-items"
import { serverRights } from "./server-rights"
import { canRead, MONITOR_KINDS, type Server } from "./servers"

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
  const spaces = namespaceFacts(client, kinds, objects, namespace)
  const [view, local] = await Promise.all([
    lookAround(client, kinds, objects, namespace, spaces),
    lookInside(client, kinds, kept, namespace, spaces),
  ])
  const labelling = label(view.scene, objects, options.forPrometheus ?? [])
  const dashboards = fitDashboards(view.dashboards, labelling.objects)
  const chosen = chosenItems(view.scene, options.forPrometheus ?? [])
  const readers = readersOf(view.scene, labelling)
  const further = await Promise.all([
    network(client, kinds, kept, namespace, view.scene, readers),
    ...readers.map((server) => serverRights(client, server, kindsRead(objects), namespace)),
  ])
  const items = [
    ...skipped,
    ...rightsToLook([...view.missing, ...(await spaces).missing]),
    ...chosen,
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

/** What would make unknown things known. Installing goes without. */
function rightsToLook(missing: readonly Right[]): PreflightItem[] {
  if (missing.length === 0) return []
  const list = missing
    .map(({ verb, group, resource }) => `${verb} ${resourceName({ group, plural: resource })}`)
    .join(", ")
  const manifest = rolesFor(missing, "exporterhub-preflight")
    .map((role) => toYaml(role))
    .join("---\n")
  const way = fix("Ask for this role, if you want to know", manifest)
  return [item("rights", "unknown", `Not all can be looked at in the whole cluster: ${list}`, way)]
}

/** A server that was named has to be there, or not be visible to this user. */
function chosenItems({ servers, serversUnseen }: Scene, chosen: readonly string[]): PreflightItem[] {
  const absent = chosen.filter((name) => !servers.some((server) => nameOf(server) === name))
  return absent.map((name) =>
    serversUnseen === undefined
      ? item(
          "scrape",
          "error",
          `There is no Prometheus, PrometheusAgent or ThanosRuler ${name}`,
          ...servers.map(letRead),
        )
      : item("scrape", "unknown", `What ${name} reads is unknown: needs ${serversUnseen}`),
  )
}

function letRead(server: Server): PreflightFix {
  const name = nameOf(server)
  return fix(`Let ${name} read it`, `--for-prometheus ${name}`, { forPrometheus: [name] })
}

/** Without the kinds that the user gave up, each of them said. */
function leaveOut(
  objects: readonly KubeObject[],
  skip: readonly string[],
): { objects: readonly KubeObject[]; items: PreflightItem[] } {
  const present = skip.filter((kind) => objects.some((object) => object.kind === kind))
  const items = present.map((kind) => {
    const names = objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name)
    return item("kinds", "warning", `Left out, as asked: ${kind} ${names.join(", ")}`)
  })
  return { objects: objects.filter(({ kind }) => !skip.includes(kind)), items }
}

/** What is looked at in the namespace itself. */
async function lookInside(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  namespace: string,
  spaces: Promise<NamespaceFacts>,
): Promise<PreflightItem[]> {
  const { labels, there } = await spaces
  const known = labels.get(namespace) ?? nameOnly(namespace)
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
