import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import { type InstallRef, installId, PART_OF, type Scope } from "./apply-set"
import type { ClusterClient, LiveObject } from "./client"
import { type Kinds, refKey, refOf } from "./kinds"
import { waves } from "./order"
import { parallel } from "./parallel"

/** The objects of a bundle as members of an install: labelled, in their namespace, in the order of apply. */
export function asMembers(objects: readonly KubeObject[], install: InstallRef, kinds: Kinds): KubeObject[] {
  const id = installId(install)
  const members = objects.map((object) => {
    const { namespace: given, labels, ...metadata } = object.metadata
    // Of a kind that is not served nothing is known; it is blocked anyway.
    const namespaced = kinds.find(object)?.namespaced ?? given !== undefined
    const namespace = namespaced ? (given ?? install.namespace) : undefined
    return {
      ...object,
      metadata: {
        ...metadata,
        ...(namespace === undefined ? {} : { namespace }),
        labels: { ...labels, [PART_OF]: id },
      },
    }
  })
  const seen = new Set<string>()
  for (const key of members.map((member) => refKey(refOf(member)))) {
    if (seen.has(key)) throw new HubError("usage", `The bundle has ${key} twice`)
    seen.add(key)
  }
  return waves(members, (member) => member).flat()
}

/** Every object in the cluster that carries the label of the install, in the kinds and namespaces of its scope. */
export async function liveMembers(
  client: ClusterClient,
  kinds: Kinds,
  install: InstallRef,
  scope: Scope,
): Promise<LiveObject[]> {
  const labelSelector = `${PART_OF}=${installId(install)}`
  const queries = scope.groupKinds.flatMap((groupKind) => {
    const dot = groupKind.indexOf(".")
    const [kind, group] = dot === -1 ? [groupKind, ""] : [groupKind.slice(0, dot), groupKind.slice(dot + 1)]
    const type = kinds.findGroupKind(group, kind)
    if (!type) return [] // its CRD is gone, and with it every object
    const namespaces = type.namespaced ? [install.namespace, ...scope.namespaces] : [undefined]
    return namespaces.map((namespace) => ({ type, namespace }))
  })
  const lists = await parallel(queries, ({ type, namespace }) => client.list(type, { namespace, labelSelector }))
  return lists.flat()
}
