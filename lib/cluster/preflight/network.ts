import type { KubeObject } from "@/lib/bundle/kube-object"
import { field, listAt, textAt } from "../field"
import { type KnownLabels, type Match, matches, type Selector } from "../selection"
import { fix, item, type PreflightItem } from "./item"
import { podOf } from "./pod-standard"
import { type Server, serverText } from "./servers"

/** What is known about the network of the cluster. */
export interface NetworkScene {
  namespace: string
  /** NetworkPolicies by namespace; a namespace whose policies may not be listed is missing. */
  policies: ReadonlyMap<string, readonly KubeObject[]>
  namespaces: ReadonlyMap<string, KnownLabels>
  /** Servers that scrape through the pod network: those that read our monitors. */
  scrapers: readonly Server[]
  /** Namespaces whose policies could not be listed. */
  unseen: readonly string[]
}

type Direction = "Ingress" | "Egress"

/** Whether NetworkPolicies let the scrape through, and the exporter out to what it watches. */
export function networkItems(scene: NetworkScene, objects: readonly KubeObject[]): PreflightItem[] {
  const ours = objects.filter(({ kind }) => kind === "NetworkPolicy")
  const others = scene.policies.get(scene.namespace) ?? []
  const foreign = others.filter(({ metadata }) => !ours.some((own) => own.metadata.name === metadata.name))
  const workloads = objects.flatMap((object) => {
    const pod = podOf(object)
    // Policies do not apply to pods on the host's network.
    return pod && field(pod.spec, "hostNetwork") !== true ? [{ object, pod }] : []
  })
  const unseen = scene.unseen.map((namespace) =>
    item(
      "network",
      "unknown",
      `Policies in ${namespace} are unknown: needs list networkpolicies.networking.k8s.io in ${namespace}`,
    ),
  )
  const found = workloads.flatMap(({ object, pod }) => {
    return [...entry(scene, object, pod, [...ours, ...foreign]), ...exit(object, labelsOf(pod), foreign)]
  })
  return workloads.length > 0
    ? [...found, ...scene.scrapers.flatMap((server) => scraperExit(scene, server)), ...unseen]
    : []
}

/** Policies add up: one that lets the server in is enough. */
function entry(
  scene: NetworkScene,
  object: KubeObject,
  pod: { metadata: unknown; spec: unknown },
  policies: readonly KubeObject[],
): PreflightItem[] {
  const labels = labelsOf(pod)
  const ports = listAt(pod.spec, "containers").flatMap((container) => listAt(container, "ports"))
  const applying = policies.filter((policy) => applies(policy, labels, "Ingress"))
  const names = applying.map(({ metadata }) => metadata.name).join(", ")
  return scene.scrapers.flatMap((server): PreflightItem[] => {
    const what = `${serverText(server)} to the pods of ${object.metadata.name}`
    if (field(server.spec, "hostNetwork") === true) {
      const why = "it runs on the host's network, which network plugins treat differently"
      return [item("network", "unknown", `Whether policies let ${what} is unknown: ${why}`)]
    }
    // What may not be listed is said once, with the right that is missing.
    if (applying.length === 0)
      return scene.unseen.includes(scene.namespace) ? [] : [item("network", "ok", `No policy keeps ${what}`)]
    const rules = applying.flatMap((policy) => listAt(policy, "spec", "ingress").map((rule) => ({ policy, rule })))
    const open = rules.filter(({ rule }) => opensPort(rule, ports))
    const answers = open.map(({ policy, rule }) => admits(scene, policy, rule, server))
    if (answers.includes("yes")) return [item("network", "ok", `NetworkPolicy ${names} lets ${what}`)]
    if (answers.includes("unknown"))
      return [
        item("network", "unknown", `Whether NetworkPolicy ${names} lets ${what} is unknown: needs get namespaces`),
      ]
    const way = fix(`Allow ingress from namespace ${server.namespace} in one of them`)
    return [item("network", "warning", `NetworkPolicy ${names} does not let ${what}`, way)]
  })
}

/** Whether a rule is about one of the pod's ports; a rule without ports is about all. */
function opensPort(rule: unknown, ports: readonly unknown[]): boolean {
  const open = listAt(rule, "ports")
  return (
    open.length === 0 ||
    open.some((each) => {
      const first = field(each, "port")
      if (first === undefined) return field(each, "protocol") !== "UDP"
      const last = field(each, "endPort") ?? first
      return ports.some((port) => {
        const number = field(port, "containerPort")
        if (typeof first !== "number" || typeof last !== "number") return field(port, "name") === first
        return typeof number === "number" && first <= number && number <= last
      })
    })
  )
}

function labelsOf({ metadata }: { metadata: unknown }): Record<string, string> {
  return (field(metadata, "labels") ?? {}) as Record<string, string>
}

function admits({ namespaces }: NetworkScene, policy: KubeObject, rule: unknown, server: Server): Match {
  const peers = listAt(rule, "from")
  if (peers.length === 0) return "yes"
  const answers = peers.map((peer): Match => {
    if (field(peer, "ipBlock") !== undefined) return "no" // addresses of pods change
    const pods = field(peer, "podSelector") as Selector | undefined
    const where = field(peer, "namespaceSelector") as Selector | undefined
    const known = namespaces.get(server.namespace) ?? {
      labels: { "kubernetes.io/metadata.name": server.namespace },
      complete: false,
    }
    const inside = where ? matches(where, known) : server.namespace === policy.metadata.namespace ? "yes" : "no"
    const pod = pods ? matches(pods, { labels: server.podLabels, complete: true }) : "yes"
    if (inside === "no" || pod === "no") return "no"
    return inside === "unknown" ? "unknown" : "yes"
  })
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no"
}

/** Policies of others that shut the exporter in, so that it does not reach what it watches. */
function exit(
  object: KubeObject,
  labels: Readonly<Record<string, string>>,
  foreign: readonly KubeObject[],
): PreflightItem[] {
  const applying = foreign.filter((policy) => applies(policy, labels, "Egress"))
  if (applying.length === 0 || applying.some(opensEgress)) return []
  const names = applying.map(({ metadata }) => metadata.name).join(", ")
  return [
    item(
      "network",
      "warning",
      `NetworkPolicy ${names} limits where the pods of ${object.metadata.name} may connect to; the exporter needs its target and DNS`,
      fix(
        `Allow egress to the target and to DNS for pods with ${textAt(labels, "app.kubernetes.io/instance") ? `app.kubernetes.io/instance=${labels["app.kubernetes.io/instance"]}` : "the exporter's labels"}`,
      ),
    ),
  ]
}

/** Policies in the server's own namespace that keep it from scraping other namespaces. */
function scraperExit({ policies, namespace }: NetworkScene, server: Server): PreflightItem[] {
  const applying = (policies.get(server.namespace) ?? []).filter((policy) =>
    applies(policy, server.podLabels, "Egress"),
  )
  if (applying.length === 0 || applying.some(opensEgress)) return []
  const names = applying.map(({ metadata }) => metadata.name).join(", ")
  return [
    item(
      "network",
      "warning",
      `NetworkPolicy ${names} in ${server.namespace} limits where ${serverText(server)} may connect to`,
      fix(`Allow its egress to namespace ${namespace}`),
    ),
  ]
}

function applies(policy: KubeObject, labels: Readonly<Record<string, string>>, direction: Direction): boolean {
  const types = listAt(policy, "spec", "policyTypes")
  const selector = (field(policy, "spec", "podSelector") ?? {}) as Selector
  return types.includes(direction) && matches(selector, { labels, complete: true }) === "yes"
}

function opensEgress(policy: KubeObject): boolean {
  return listAt(policy, "spec", "egress").some(
    (rule) => listAt(rule, "to").length === 0 && listAt(rule, "ports").length === 0,
  )
}
