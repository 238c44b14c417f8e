import { HubError } from "@/lib/error"
import type { ClusterClient, LiveObject, Right } from "../client"
import { type Kinds, resourceName } from "../kinds"

/** What a list in the whole cluster found, and what it could not see. */
export interface Seen {
  objects: readonly LiveObject[]
  /** The right that is missing, as "list prometheuses.monitoring.coreos.com"; the objects are then not all there are. */
  unseen?: string
  /** The same right. */
  missing?: Right
}

/**
 * Every object of a kind in the cluster. Who may not list them all gets those of the namespaces named, and told which
 * right is missing. Of a kind that is not served there are none.
 */
export async function seeAll(
  client: ClusterClient,
  kinds: Kinds,
  groupKind: { group: string; kind: string },
  namespaces: readonly string[],
): Promise<Seen> {
  const type = kinds.findGroupKind(groupKind.group, groupKind.kind)
  if (!type) return { objects: [] }
  const options = { labelSelector: "" }
  const all = await unlessForbidden(client.list(type, options))
  if (all) return { objects: all }
  const parts = type.namespaced
    ? await Promise.all(namespaces.map((namespace) => unlessForbidden(client.list(type, { ...options, namespace }))))
    : []
  return {
    objects: parts.flatMap((part) => part ?? []),
    unseen: `list ${resourceName(type)}`,
    missing: { verb: "list", group: type.group, resource: type.plural },
  }
}

/** The answer, or undefined when the user may not have it. Every other failure goes on up. */
export async function unlessForbidden<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof HubError && error.code === "forbidden") return undefined
    throw error
  }
}
