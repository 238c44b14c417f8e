import { z } from "zod"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import type { ClusterClient, LiveObject, ObjectRef, ResourceType } from "./client"

const Aggregated = z.object({
  kind: z.literal("APIGroupDiscoveryList"),
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string().default("") }).default({ name: "" }),
      versions: z.array(
        z.object({
          version: z.string(),
          resources: z
            .array(
              z.object({
                resource: z.string(),
                responseKind: z.object({ kind: z.string() }).optional(),
                scope: z.string(),
              }),
            )
            .default([]),
        }),
      ),
    }),
  ),
})

/** The kinds in one answer of aggregated discovery; undefined when the server does not aggregate (before Kubernetes 1.27). */
export function parseDiscovery(json: unknown): ResourceType[] | undefined {
  const list = Aggregated.safeParse(json).data
  return list?.items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources }) =>
      resources.flatMap(({ resource, responseKind, scope }) =>
        responseKind
          ? [
              {
                group: metadata.name,
                version,
                kind: responseKind.kind,
                plural: resource,
                namespaced: scope === "Namespaced",
              },
            ]
          : [],
      ),
    ),
  )
}

/** What the cluster serves, to look things up in. */
export interface Kinds {
  find(object: { apiVersion: string; kind: string }): ResourceType | undefined
  /** In the version that the server prefers. */
  findGroupKind(group: string, kind: string): ResourceType | undefined
}

/** The kinds of a cluster. */
export async function kindsOf(client: ClusterClient, options: { fresh?: boolean } = {}): Promise<Kinds> {
  const types = await client.kinds(options)
  return {
    find: ({ apiVersion, kind }) => types.find((type) => apiVersionOf(type) === apiVersion && type.kind === kind),
    findGroupKind: (group, kind) => types.find((type) => type.group === group && type.kind === kind),
  }
}

/** The type of an object that the cluster must serve. */
export function typeOf(kinds: Kinds, object: { apiVersion: string; kind: string }): ResourceType {
  const type = kinds.find(object)
  if (type) return type
  throw new HubError("not-found", `The cluster serves no ${object.kind} of ${object.apiVersion}`)
}

/** "apps/v1", or "v1" for the core group. */
export function apiVersionOf({ group, version }: ResourceType): string {
  return group === "" ? version : `${group}/${version}`
}

/** "apps" of "apps/v1"; "" of "v1". */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : ""
}

/** "Deployment.apps"; "Service" in the core group: how ApplySets and people write a group and kind. */
export function groupKind({ apiVersion, kind }: { apiVersion: string; kind: string }): string {
  const group = groupOf(apiVersion)
  return group === "" ? kind : `${kind}.${group}`
}

/** "deployments.apps"; "services" in the core group: how RBAC and kubectl write a resource. */
export function resourceName({ group, plural }: Pick<ResourceType, "group" | "plural">): string {
  return group === "" ? plural : `${plural}.${group}`
}

/** The reference to an object. */
export function refOf({ apiVersion, kind, metadata }: KubeObject | LiveObject): ObjectRef {
  const { name, namespace } = metadata
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name }
}

/** One text per object, the same in every version of its kind. */
export function refKey(ref: ObjectRef): string {
  return `${groupKind(ref)}/${ref.namespace ?? ""}/${ref.name}`
}

/** "Deployment redis-exporter": for people, where the namespace is known. */
export function refText({ kind, name }: ObjectRef): string {
  return `${kind} ${name}`
}
