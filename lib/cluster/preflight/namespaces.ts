import type { KubeObject } from "@/lib/bundle/kube-object"
import type { ClusterClient, Right } from "../client"
import { type Kinds, typeOf } from "../kinds"
import { parallel } from "../parallel"
import type { KnownLabels } from "../selection"
import { unlessForbidden } from "./look"
import { nameOnly } from "./pickup"

/** What is known of namespaces. */
export interface NamespaceFacts {
  labels: ReadonlyMap<string, KnownLabels>
  /** Whether the namespace of the install is there, as far as one can tell. */
  there: boolean
  /** The right without which labels are not known. */
  missing: readonly Right[]
}

/** Labels of all namespaces, at least of those with our objects; one that is yet to be made has only its name. */
export async function namespaceFacts(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  namespace: string,
): Promise<NamespaceFacts> {
  const type = typeOf(kinds, { apiVersion: "v1", kind: "Namespace" })
  const wanted = [...new Set([namespace, ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])])]
  const all = await unlessForbidden(client.list(type, { labelSelector: "", metadataOnly: true }))
  if (all) {
    const listed = new Map(
      all.map(({ metadata }) => [metadata.name, { labels: metadata.labels ?? {}, complete: true }]),
    )
    const there = listed.has(namespace)
    for (const name of wanted) if (!listed.has(name)) listed.set(name, { ...nameOnly(name), complete: true })
    return { labels: listed, there, missing: [] }
  }
  const found = await parallel(wanted, async (name) => ({
    name,
    answer: await unlessForbidden(client.get(type, name).then((object) => ({ object }))),
  }))
  const labels = found.map(({ name, answer }): [string, KnownLabels] => [
    name,
    { labels: { ...nameOnly(name).labels, ...answer?.object?.metadata.labels }, complete: answer !== undefined },
  ])
  const own = found.find(({ name }) => name === namespace)?.answer
  const blind = found.some(({ answer }) => answer === undefined)
  const missing = blind ? [{ verb: "get", group: "", resource: "namespaces" }] : []
  return { labels: new Map(labels), there: own === undefined || own.object !== undefined, missing }
}
