import { HubError } from "@/lib/error"
import type { ClusterClient } from "./client"
import { type Kinds, typeOf } from "./kinds"

/** Something about the install as a whole that forbids it. */
export interface Blocker {
  message: string
  hint: string
}

/** Whether the namespace of an install can be used. */
export type NamespaceState = "there" | "missing" | "terminating"

/** Looks at the namespace. */
export async function namespaceState(client: ClusterClient, kinds: Kinds, name: string): Promise<NamespaceState> {
  try {
    const namespace = await client.get(typeOf(kinds, { apiVersion: "v1", kind: "Namespace" }), name)
    if (!namespace) return "missing"
    return namespace.metadata.deletionTimestamp ? "terminating" : "there"
  } catch (error) {
    // Users of one namespace may often not look at it; the dry runs will tell when it is missing.
    if (error instanceof HubError && error.code === "forbidden") return "there"
    throw error
  }
}

/** Why nothing can be installed into it. */
export function namespaceBlockers(
  { namespace, createNamespace }: { namespace: string; createNamespace?: boolean },
  state: NamespaceState,
): Blocker[] {
  if (state === "terminating")
    return [
      { message: `The namespace ${namespace} is being deleted`, hint: "Plan again when it is gone, or choose another" },
    ]
  if (state === "there" || createNamespace) return []
  return [
    {
      message: `The namespace ${namespace} does not exist`,
      hint: `Pass --create-namespace, or run: kubectl create namespace ${namespace}`,
    },
  ]
}
