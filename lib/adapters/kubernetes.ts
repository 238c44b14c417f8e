import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { z } from "zod"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { apiError } from "@/lib/cluster/api-error"
import { type ClusterClient, FIELD_MANAGER, type LiveObject, type ResourceType } from "@/lib/cluster/client"
import { apiVersionOf, parseDiscovery, resourceName } from "@/lib/cluster/kinds"
import { HubError } from "@/lib/error"
import { credentials } from "./kube-credentials"
import { type HttpOptions, type KubeRequest, type KubeResponse, send } from "./kube-http"
import { readKubeconfig } from "./kubeconfig"

/** One cluster that can be chosen. Holds no credential. */
export interface ClusterContext {
  name: string
  server: string
  /** The namespace that the context presets. */
  namespace: string
  current: boolean
}

/** Which kubeconfig, how patient, and who is told about requests. */
export interface ClusterOptions {
  /** A file; else KUBECONFIG, else ~/.kube/config. */
  kubeconfig?: string | undefined
  /** Limit of one request, in milliseconds. */
  timeoutMs?: number | undefined
  onRequest?: HttpOptions["onRequest"]
}

/** The contexts of the user's kubeconfig, the current one first; empty when there is no kubeconfig. */
export async function contexts({ kubeconfig }: ClusterOptions = {}): Promise<ClusterContext[]> {
  const { current, contexts } = await readKubeconfig(kubeconfig)
  return contexts
    .map(({ name, namespace, cluster }) => ({
      name,
      server: withoutLogin(cluster.server),
      namespace: namespace ?? "default",
      current: name === current,
    }))
    .sort((a, b) => Number(b.current) - Number(a.current) || (a.name < b.name ? -1 : 1))
}

/** A client for one context of the kubeconfig; for the current one without a name. */
export async function clusterClient(context?: string, options: ClusterOptions = {}): Promise<ClusterClient> {
  const config = await readKubeconfig(options.kubeconfig)
  const name = context ?? config.current
  const chosen = config.contexts.find((candidate) => candidate.name === name)
  if (!chosen) {
    const names = config.contexts.map((candidate) => candidate.name)
    throw new HubError("usage", name ? `There is no context "${name}"` : "No context is chosen", {
      hint:
        names.length > 0
          ? `--context takes one of: ${names.join(", ")}`
          : "There is no kubeconfig; set KUBECONFIG or pass --kubeconfig",
    })
  }
  return client({
    context: chosen.name,
    server: chosen.cluster.server,
    credentials: credentials(chosen),
    timeoutMs: options.timeoutMs ?? 30_000,
    onRequest: options.onRequest,
  })
}

function withoutLogin(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (!url) return server
  url.username = ""
  url.password = ""
  return url.href.replace(/\/$/, "")
}

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"
const METADATA_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"
const List = z.object({
  // The API server writes an empty list of partial metadata as null.
  items: z
    .array(z.custom<LiveObject>())
    .nullable()
    .transform((items) => items ?? []),
  metadata: z.object({ continue: z.string().optional() }).default({}),
})
const Rules = z.object({
  status: z.object({
    incomplete: z.boolean().default(false),
    resourceRules: z
      .array(
        z.object({
          verbs: z.array(z.string()),
          apiGroups: z.array(z.string()).default([]),
          resources: z.array(z.string()).default([]),
          resourceNames: z.array(z.string()).default([]),
        }),
      )
      .default([]),
  }),
})
const Allowed = z.object({ status: z.object({ allowed: z.boolean() }) })
const AUTHORIZATION: ResourceType = {
  group: "authorization.k8s.io",
  version: "v1",
  kind: "",
  plural: "",
  namespaced: false,
}

function client(http: HttpOptions): ClusterClient {
  const { context } = http
  let served: Promise<readonly ResourceType[]> | undefined

  /** Sends; a refusal becomes an ApiError that names the verb and the resource. */
  async function ask(
    verb: string,
    type: ResourceType,
    at: Place,
    request: Omit<KubeRequest, "path">,
  ): Promise<KubeResponse> {
    const response = await send(http, { ...request, path: pathOf(type, at) })
    if (response.status < 300) return response
    throw apiError({ context, verb, resource: resourceName(type), name: at.name, namespace: at.namespace }, response)
  }

  async function discover(): Promise<readonly ResourceType[]> {
    const answers = await Promise.all(
      ["/api", "/apis"].map((path) => send(http, { method: "GET", path, accept: AGGREGATED })),
    )
    return answers.flatMap((answer) => {
      if (answer.status >= 300) throw apiError({ context, verb: "list", resource: "api groups" }, answer)
      const types = parseDiscovery(JSON.parse(answer.body))
      if (types) return types
      throw new HubError("upstream", `The cluster of context ${context} is too old`, {
        hint: "Kubernetes 1.30 or newer is needed",
      })
    })
  }

  return {
    context,
    clock: { now: () => new Date(), sleep: (ms) => sleep(ms).then(() => undefined) },
    unique: randomUUID,
    async version() {
      const response = await send(http, { method: "GET", path: "/version" })
      if (response.status >= 300) throw apiError({ context, verb: "get", resource: "version" }, response)
      return z.object({ gitVersion: z.string() }).parse(JSON.parse(response.body)).gitVersion
    },
    async kinds({ fresh = false } = {}) {
      if (fresh) served = undefined
      served ??= discover()
      served.catch(() => {
        served = undefined // the next call asks again
      })
      return served
    },
    async get(type, name, namespace) {
      try {
        return live(type, await ask("get", type, { name, namespace }, { method: "GET" }))
      } catch (error) {
        if (error instanceof HubError && error.code === "not-found") return undefined
        throw error
      }
    },
    async list(type, { namespace, labelSelector, metadataOnly = false }) {
      const found: LiveObject[] = []
      let next: string | undefined
      do {
        const query = { labelSelector, limit: "500", ...(next ? { continue: next } : {}) }
        const request = { method: "GET", ...(metadataOnly ? { accept: METADATA_LIST } : {}) } as const
        const page = List.parse(JSON.parse((await ask("list", type, { namespace, query }, request)).body))
        found.push(...page.items.map((item) => ({ ...item, apiVersion: apiVersionOf(type), kind: type.kind })))
        next = page.metadata.continue
      } while (next)
      return found
    },
    async apply(type, object, { dryRun = false, force = false } = {}) {
      const { name, namespace } = object.metadata
      const query = {
        fieldManager: FIELD_MANAGER,
        fieldValidation: "Strict",
        force: String(force),
        ...(dryRun ? { dryRun: "All" } : {}),
      }
      const contentType = "application/apply-patch+yaml" // JSON is YAML; the only type that every 1.30+ server takes
      const response = await ask(
        "patch",
        type,
        { name, namespace, query },
        { method: "PATCH", body: object, contentType },
      )
      return {
        object: JSON.parse(response.body) as KubeObject,
        created: response.status === 201,
        warnings: warnings(response),
      }
    },
    async create(type, object) {
      const at = {
        namespace: object.metadata.namespace,
        query: { fieldManager: FIELD_MANAGER, fieldValidation: "Strict" },
      }
      return live(type, await ask("create", type, at, { method: "POST", body: object }))
    },
    async replace(type, object) {
      const { name, namespace } = object.metadata
      const at = { name, namespace, query: { fieldManager: FIELD_MANAGER, fieldValidation: "Strict" } }
      return live(type, await ask("update", type, at, { method: "PUT", body: object }))
    },
    async setManagers(type, { metadata: { name, namespace, resourceVersion } }, managers) {
      const body = [
        { op: "replace", path: "/metadata/managedFields", value: managers },
        { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
      ]
      const at = { name, namespace, query: { fieldManager: FIELD_MANAGER } }
      const contentType = "application/json-patch+json"
      return live(type, await ask("patch", type, at, { method: "PATCH", body, contentType }))
    },
    async unlabel(type, name, namespace, label) {
      const body = { metadata: { labels: { [label]: null } } }
      const at = { name, namespace, query: { fieldManager: FIELD_MANAGER } }
      await ask("patch", type, at, { method: "PATCH", body, contentType: "application/merge-patch+json" })
    },
    async remove(type, { metadata: { name, namespace, uid } }) {
      // What owns pods goes after them; for everything else that would only be a detour through the garbage collector.
      const propagationPolicy = ["apps", "batch"].includes(type.group) ? "Foreground" : "Background"
      const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy, preconditions: { uid } }
      try {
        const response = await ask("delete", type, { name, namespace }, { method: "DELETE", body })
        return (JSON.parse(response.body) as KubeObject).kind === "Status"
      } catch (error) {
        if (error instanceof HubError && error.code === "not-found") return true
        throw error
      }
    },
    async lastLine({ metadata: { name, namespace = "" } }, container) {
      const query = new URLSearchParams({ container, previous: "true", tailLines: "1", limitBytes: "1000" })
      const pod = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`
      const answer = await send(http, { method: "GET", path: `${pod}/log?${query}`, accept: "text/plain, */*" })
      return answer.status === 200 ? answer.body.trim().split("\n").at(-1) || undefined : undefined
    },
    async rights(namespace) {
      const type = { ...AUTHORIZATION, plural: "selfsubjectrulesreviews" }
      const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } }
      const { status } = Rules.parse(JSON.parse((await ask("create", type, {}, { method: "POST", body })).body))
      const unnamed = status.resourceRules.filter(({ resourceNames }) => resourceNames.length === 0)
      return {
        incomplete: status.incomplete,
        rules: unnamed.map(({ verbs, apiGroups, resources }) => ({ verbs, groups: apiGroups, resources })),
      }
    },
    async may({ verb, group, resource, namespace }) {
      const type = { ...AUTHORIZATION, plural: "selfsubjectaccessreviews" }
      const spec = { resourceAttributes: { verb, group, resource, ...(namespace ? { namespace } : {}) } }
      const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec }
      return Allowed.parse(JSON.parse((await ask("create", type, {}, { method: "POST", body })).body)).status.allowed
    },
  }
}

interface Place {
  name?: string | undefined
  namespace?: string | undefined
  query?: Record<string, string>
}

function pathOf({ group, version, plural, namespaced }: ResourceType, { name, namespace, query }: Place): string {
  const parts = [
    group === "" ? "/api" : `/apis/${group}`,
    version,
    ...(namespaced && namespace ? ["namespaces", encodeURIComponent(namespace)] : []),
    plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
  ]
  return `${parts.join("/")}${query ? `?${new URLSearchParams(query)}` : ""}`
}

function live(type: ResourceType, response: KubeResponse): LiveObject {
  return { ...(JSON.parse(response.body) as LiveObject), apiVersion: apiVersionOf(type), kind: type.kind }
}

/** The texts of Warning headers, which look like `299 - "text"`. */
function warnings({ headers }: KubeResponse): string[] {
  const header = headers.warning
  const text = Array.isArray(header) ? header.join(", ") : (header ?? "")
  return [...text.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, said]) => (said ?? "").replace(/\\(.)/g, "$1"))
}
