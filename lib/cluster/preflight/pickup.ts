import type { KubeObject } from "@/lib/bundle/kube-object"
import { field } from "../field"
import { type KnownLabels, labelsText, matches, type Selector, selectorText, solve } from "../selection"
import { manages, type OperatorScope, readsNamespace } from "./operators"
import { canRead, isUnmanaged, type Server, selectorsOf, serverText } from "./servers"

/** Why a server does not read an object. `add` is what would change it: labels of the object, or of its namespace. */
export interface Miss {
  what: "operator" | "paused" | "off" | "namespace" | "labels"
  text: string
  add?: Record<string, string>
}

/** Whether one server reads one of our objects, as its operator would decide it. */
export interface Pickup {
  server: Server
  object: KubeObject
  state: "selected" | "missed" | "unknown"
  /** Everything that stands in the way. */
  misses: readonly Miss[]
  /** For `unknown`: what is not known. */
  unknown: readonly string[]
}

/** What is known of the cluster when pickups are judged. */
export interface Scene {
  servers: readonly Server[]
  operators: readonly OperatorScope[]
  /** What keeps the operators' flags from being known; empty when they are. */
  operatorsUnknown?: string
  namespaces: ReadonlyMap<string, KnownLabels>
  /** A right that is missing to see all servers. */
  serversUnseen?: string
}

/** Judges one object and one server; undefined when servers of that kind read no such objects. */
export function pickup(scene: Scene, server: Server, object: KubeObject): Pickup | undefined {
  if (!canRead(server, object.kind)) return undefined
  const misses: Miss[] = []
  const unknown: string[] = []
  const { metadata } = object
  const namespace = metadata.namespace ?? ""
  const selectors = selectorsOf(server, object.kind)
  const note = (found: { miss?: Miss; unknown?: string }) => {
    if (found.miss) misses.push(found.miss)
    if (found.unknown) unknown.push(found.unknown)
  }
  note(byOperator(scene, server, namespace))
  if (field(server.spec, "paused") === true)
    misses.push({ what: "paused", text: `${serverText(server)} is paused, so its configuration stays as it is` })
  if (isUnmanaged(server) && object.kind === "PrometheusRule")
    unknown.push(`${serverText(server)} has a configuration written by hand`)
  if (selectors.object === null)
    misses.push({ what: "off", text: `${serverText(server)} has no selector for ${object.kind}, so it reads none` })
  else note(byLabels(server, selectors.object, object))
  note(byNamespace(scene, server, selectors.namespace, namespace))
  const state = misses.length > 0 ? "missed" : unknown.length > 0 ? "unknown" : "selected"
  return { server, object, state, misses, unknown }
}

/** The labels that make the server read the object; empty when it does already, undefined when labels cannot do it. */
export function labelsFor({ misses }: Pickup): Record<string, string> | undefined {
  if (misses.some(({ what, add }) => what !== "labels" || add === undefined)) return undefined
  return Object.assign({}, ...misses.map(({ add }) => add))
}

function byOperator(scene: Scene, server: Server, namespace: string): { miss?: Miss; unknown?: string } {
  if (scene.operatorsUnknown !== undefined) return { unknown: scene.operatorsUnknown }
  const managing = scene.operators.filter((operator) => manages(operator, server))
  if (managing.length === 0)
    return {
      miss: {
        what: "operator",
        text: `no operator looks after ${serverText(server)} (${scene.operators.map(({ name }) => name).join(", ")} leaves it out)`,
      },
    }
  if (managing.some((operator) => readsNamespace(operator, namespace))) return {}
  const names = managing.map(({ name }) => name).join(", ")
  return { miss: { what: "operator", text: `the operator ${names} does not look at the namespace ${namespace}` } }
}

function byLabels(server: Server, selector: Selector, { kind, metadata }: KubeObject): { miss?: Miss } {
  const labels = metadata.labels ?? {}
  if (matches(selector, { labels, complete: true }) === "yes") return {}
  const solution = solve(selector, labels)
  const wants = `${serverText(server)} wants ${selectorText(selector)} on a ${kind}`
  if ("unmet" in solution)
    return { miss: { what: "labels", text: `${wants}; no label can meet ${solution.unmet.join(", ")}` } }
  return { miss: { what: "labels", text: `${wants}; ${labelsText(solution.add)} is missing`, add: solution.add } }
}

function byNamespace(
  scene: Scene,
  server: Server,
  selector: Selector | null,
  namespace: string,
): { miss?: Miss; unknown?: string } {
  if (selector === null)
    return server.namespace === namespace
      ? {}
      : {
          miss: { what: "namespace", text: `${serverText(server)} reads only its own namespace, ${server.namespace}` },
        }
  const known = scene.namespaces.get(namespace) ?? nameOnly(namespace)
  const met = matches(selector, known)
  if (met === "yes") return {}
  const wants = `${serverText(server)} reads namespaces with ${selectorText(selector)}`
  if (met === "unknown") return { unknown: `${wants}; the labels of ${namespace} need the right to get namespaces` }
  const solution = solve(selector, known.labels)
  if ("unmet" in solution) return { miss: { what: "namespace", text: `${wants}, which ${namespace} cannot have` } }
  return { miss: { what: "namespace", text: `${wants}, which ${namespace} has not`, add: solution.add } }
}

/** What can be said of a namespace that may not be looked at: the API server itself keeps its name in a label. */
export function nameOnly(namespace: string): KnownLabels {
  return { labels: { "kubernetes.io/metadata.name": namespace }, complete: false }
}
