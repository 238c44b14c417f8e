import type { KubeObject } from "@/lib/bundle/kube-object"
import type { ClusterClient, LiveObject, Right } from "../client"
import type { Kinds } from "../kinds"
import type { DashboardScene } from "./dashboards"
import { type Seen, seeAll } from "./look"
import type { NamespaceFacts } from "./namespaces"
import { operatorsOf } from "./operators"
import type { Scene } from "./pickup"
import { MONITOR_KINDS, serverOf } from "./servers"
import { sidecarsOf } from "./sidecars"
import { containersOf, isImage } from "./workloads"

/** What the cluster has beyond the namespace of the install. */
export interface View {
  scene: Scene
  dashboards: DashboardScene
  otherReaders: readonly string[]
  /** Rights without which some of this is not known. */
  missing: readonly Right[]
}

const MONITORING = "monitoring.coreos.com"

/** Looks for servers and their operators, for what shows dashboards and for what else reads monitors. */
export async function lookAround(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  namespace: string,
  spaces: Promise<NamespaceFacts>,
): Promise<View> {
  const see = (group: string, kind: string) => seeAll(client, kinds, { group, kind }, [namespace])
  const nothing: Promise<Seen> = Promise.resolve({ objects: [] })
  const read = objects.some(({ kind }) => MONITOR_KINDS.includes(kind) || kind === "PrometheusRule")
  const scraped = objects.some(({ kind }) => MONITOR_KINDS.includes(kind))
  const [prometheuses, agents, rulers, deployments, grafanas, perses] = await Promise.all([
    read ? see(MONITORING, "Prometheus") : nothing,
    scraped ? see(MONITORING, "PrometheusAgent") : nothing,
    read ? see(MONITORING, "ThanosRuler") : nothing,
    see("apps", "Deployment"),
    see("grafana.integreatly.org", "Grafana"),
    see("perses.dev", "Perses"),
  ])
  // Grafana is a Deployment nearly everywhere; its other form is looked for only when there is none.
  const sets = sidecarsOf(deployments.objects).sidecars.length > 0 ? await nothing : await see("apps", "StatefulSet")
  const workloads = [...deployments.objects, ...sets.objects].filter(({ metadata }) => !metadata.deletionTimestamp)
  const workloadsUnseen = deployments.unseen ?? sets.unseen
  const servers = [prometheuses, agents, rulers]
  const serversUnseen = servers.flatMap(({ unseen }) => unseen ?? []).join(", ")
  const { sidecars, unclear } = sidecarsOf(workloads)
  const dashboardsUnknown = workloadsUnseen
    ? `needs ${workloadsUnseen}`
    : unclear.length > 0
      ? `the settings of ${unclear.join(", ")} come from elsewhere or are no label`
      : undefined
  const all = [...servers, deployments, sets, grafanas, perses]
  const objectsUnseen = [grafanas, perses].flatMap(({ unseen }) => unseen ?? []).join(", ")
  return {
    scene: {
      servers: servers
        .flatMap((seen) => seen.objects)
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(serverOf),
      ...operatorView(workloads, workloadsUnseen),
      namespaces: (await spaces).labels,
      ...(serversUnseen === "" ? {} : { serversUnseen }),
    },
    dashboards: {
      sidecars,
      grafanas: grafanas.objects,
      perses: perses.objects,
      ...(dashboardsUnknown === undefined ? {} : { unknown: dashboardsUnknown }),
      ...(objectsUnseen === "" ? {} : { objectsUnknown: `needs ${objectsUnseen}` }),
    },
    otherReaders: otherReadersOf(workloads),
    missing: all.flatMap(({ missing }) => missing ?? []),
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
