import { execFile } from "node:child_process"
import { readFile, writeFile } from "node:fs/promises"
import path from "node:path"
import { describe, inject } from "vitest"
import { clusterClient } from "@/lib/adapters/kubernetes"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { applyPlan } from "@/lib/cluster/apply"
import type { ApplyOptions, ApplyResult } from "@/lib/cluster/apply-event"
import { PART_OF, SET_ID } from "@/lib/cluster/apply-set"
import type { ClusterClient, LiveObject } from "@/lib/cluster/client"
import { kindsOf, refOf, typeOf } from "@/lib/cluster/kinds"
import { type InstallRequest, type Plan, planInstall } from "@/lib/cluster/plan"
import { type SampleOptions, sample } from "./sample"

const kubeconfig = inject("kubeconfig")

/** A suite that needs the control plane. */
export const clusterSuite = describe.skipIf(kubeconfig === "")

/** The file with the contexts `test` and `nobody`. */
export function kubeconfigFile(): string {
  return kubeconfig
}

/** Every request of the client, as "PATCH /api/v1/…?…", in order. */
export interface RecordedClient {
  client: ClusterClient
  requests: string[]
}

/** A client that may do everything, with a record of its requests. */
export async function adminClient(): Promise<RecordedClient> {
  const requests: string[] = []
  const onRequest = ({ method, path }: { method: string; path: string }) => void requests.push(`${method} ${path}`)
  return { client: await clusterClient("test", { kubeconfig, onRequest }), requests }
}

let count = 0

/** A namespace of its own for one test. */
export async function freshNamespace(client: ClusterClient): Promise<string> {
  const name = `t${process.pid}-${++count}-${Date.now() % 100_000}`
  await put(client, { apiVersion: "v1", kind: "Namespace", metadata: { name } })
  return name
}

/** Applies an object as it is, past all of our own logic. */
export async function put(client: ClusterClient, object: KubeObject): Promise<KubeObject> {
  return (await client.apply(typeOf(await kindsOf(client), object), object, { force: true })).object
}

/** The object as it is now. */
export async function read(
  client: ClusterClient,
  object: KubeObject,
  namespace: string,
): Promise<LiveObject | undefined> {
  return client.get(typeOf(await kindsOf(client), object), object.metadata.name, namespace)
}

/** A request for the sample bundle; its digest follows its content. */
export function request(namespace: string, options: SampleOptions = {}): InstallRequest {
  return {
    name: "redis",
    namespace,
    objects: sample(options),
    digest: `sha256:${JSON.stringify(options)}`,
    entries: ["redis-exporter"],
  }
}

/** Short waits: what fails in a test fails soon. */
export const QUICK: ApplyOptions = { timeoutMs: 20_000, patienceMs: 1_000 }

/** Plans and applies. */
export async function install(client: ClusterClient, wanted: InstallRequest, options = QUICK): Promise<ApplyResult> {
  return applyPlan(client, await planInstall(client, wanted), () => {}, options)
}

/** Every object in the cluster with a label of ours, as "Kind/name". */
export async function ours(client: ClusterClient, namespace: string): Promise<string[]> {
  const types = (await client.kinds()).filter(({ plural }) => PLURALS.includes(plural))
  const lists = await Promise.all(
    types.flatMap((type) =>
      [PART_OF, SET_ID].map((labelSelector) =>
        client.list(type, { namespace: type.namespaced ? namespace : undefined, labelSelector }),
      ),
    ),
  )
  return lists
    .flat()
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .sort()
}

const PLURALS = [
  "configmaps",
  "secrets",
  "services",
  "serviceaccounts",
  "deployments",
  "daemonsets",
  "networkpolicies",
  "servicemonitors",
  "podmonitors",
  "probes",
  "prometheusrules",
  "pods",
  "replicasets",
]

/** "action Kind/name" of each item. */
export function actions({ items }: Plan): string[] {
  return items.map(({ action, ref }) => `${action} ${ref.kind}/${ref.name}`)
}

/** The resourceVersion of every object of the request and of its record. */
export async function versions(
  client: ClusterClient,
  { namespace, objects, name }: InstallRequest,
): Promise<Record<string, string | undefined>> {
  const parent = { apiVersion: "v1", kind: "Secret", metadata: { name: `exporterhub-${name}` } }
  const all = await Promise.all([...objects, parent].map((object) => read(client, object, namespace)))
  return Object.fromEntries(
    [...objects, parent].map((object, i) => [`${object.kind}/${refOf(object).name}`, all[i]?.metadata.resourceVersion]),
  )
}

/** Runs the real kubectl against the control plane. */
export function kubectl(
  args: readonly string[],
  input = "",
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      "kubectl",
      ["--kubeconfig", kubeconfig, ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
    child.stdin?.end(input)
  })
}

/** A kubeconfig whose user is the given one, on the same cluster. */
export async function kubeconfigFor(name: string, user: object): Promise<string> {
  const config = JSON.parse(await readFile(kubeconfig, "utf8"))
  const file = path.join(path.dirname(kubeconfig), `${name}.kubeconfig`)
  const context = { name, context: { cluster: "test", user: name } }
  await writeFile(
    file,
    JSON.stringify({ ...config, users: [{ name, user }], contexts: [context], "current-context": name }),
  )
  return file
}

/** A client of a service account with exactly these rules in the namespace. */
export async function accountClient(
  admin: ClusterClient,
  namespace: string,
  rules: readonly object[],
): Promise<ClusterClient> {
  const rbac = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name: "limited", namespace } }
  await put(admin, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "limited", namespace } })
  await put(admin, { ...rbac, kind: "Role", rules })
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "limited" }
  await put(admin, {
    ...rbac,
    kind: "RoleBinding",
    roleRef,
    subjects: [{ kind: "ServiceAccount", name: "limited", namespace }],
  })
  const { out } = await kubectl(["-n", namespace, "create", "token", "limited"])
  return clusterClient("limited", { kubeconfig: await kubeconfigFor("limited", { token: out.trim() }) })
}
