import type { KubeObject } from "@/lib/bundle/kube-object"

/** Who writes our fields: the field manager of every write. */
export const FIELD_MANAGER = "exporterhub"

/** One kind that the cluster serves, in one version. */
export interface ResourceType {
  /** "" is the core group. */
  group: string
  version: string
  kind: string
  /** The word in the URL and in RBAC rules. */
  plural: string
  namespaced: boolean
}

/** Which object is meant. */
export interface ObjectRef {
  apiVersion: string
  kind: string
  namespace?: string | undefined
  name: string
}

/** Who owns which fields, as the API server keeps it. */
export interface ManagedFields {
  manager?: string
  operation?: string
  subresource?: string
  /** ISO 8601: when the manager last changed which fields it owns, or their values. */
  time?: string
  /** The fields as a tree: `f:spec` → `f:replicas`. */
  fieldsV1?: unknown
}

/** An object as the API server holds it. */
export interface LiveObject extends KubeObject {
  metadata: KubeObject["metadata"] & {
    uid: string
    resourceVersion: string
    deletionTimestamp?: string
    managedFields?: ManagedFields[]
  }
}

/** What a server-side apply did, or would do in a dry run. */
export interface Applied {
  object: KubeObject
  /** Whether the object did not exist before. */
  created: boolean
  /** The server's own remarks: deprecations, pod security. */
  warnings: readonly string[]
}

/** One right: a verb on a resource, in a namespace or (without one) in the whole cluster. */
export interface Right {
  verb: string
  group: string
  resource: string
  namespace?: string | undefined
}

/** What the user may do in a namespace, as far as the authorizers can list it. */
export interface RightRules {
  /** True when an authorizer cannot list its rules: then only a question about one right gives a sure answer. */
  incomplete: boolean
  rules: readonly { verbs: readonly string[]; groups: readonly string[]; resources: readonly string[] }[]
}

/** Time, so that waiting can be tested without waiting. */
export interface Clock {
  now(): Date
  sleep(ms: number): Promise<void>
}

/** One cluster, seen with the rights of one user. Every failure is a HubError; what the API refused is an ApiError. */
export interface ClusterClient {
  /** Name of the kubeconfig context. */
  readonly context: string
  readonly clock: Clock
  /** A text that no other call anywhere answers; tells holders of a lock apart. */
  unique(): string
  /** Such as "v1.33.13". */
  version(): Promise<string>
  /** Everything that the cluster serves; remembered until asked for afresh. */
  kinds(options?: { fresh?: boolean }): Promise<readonly ResourceType[]>
  /** Undefined when there is no such object. */
  get(type: ResourceType, name: string, namespace?: string): Promise<LiveObject | undefined>
  /** In one namespace, or in all. With `metadataOnly` the server leaves out everything but the metadata. */
  list(
    type: ResourceType,
    options: { namespace?: string | undefined; labelSelector: string; metadataOnly?: boolean },
  ): Promise<LiveObject[]>
  /** Server-side apply of exactly this JSON. Unknown fields are refused, and fields of others unless forced. */
  apply(type: ResourceType, object: KubeObject, options?: { dryRun?: boolean; force?: boolean }): Promise<Applied>
  /** Fails with a conflict when the object exists. */
  create(type: ResourceType, object: KubeObject): Promise<LiveObject>
  /** Fails with a conflict when the object changed since it was read. */
  replace(type: ResourceType, object: LiveObject): Promise<LiveObject>
  /** Says who owns which fields; fails with a conflict when the object changed since it was read. */
  setManagers(type: ResourceType, object: LiveObject, managers: readonly ManagedFields[]): Promise<LiveObject>
  /** Takes one label off. */
  unlabel(type: ResourceType, name: string, namespace: string | undefined, label: string): Promise<void>
  /**
   * Deletes exactly the object with this uid, and what it owns; fine when it is gone already. True when it is gone,
   * false when it will be as soon as others let it go.
   */
  remove(type: ResourceType, object: LiveObject): Promise<boolean>
  /** The last line that a container wrote before it ended; undefined when there is none, or it may not be read. */
  lastLine(pod: LiveObject, container: string): Promise<string | undefined>
  rights(namespace: string): Promise<RightRules>
  may(right: Right): Promise<boolean>
}
