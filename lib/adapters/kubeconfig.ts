import { access, readFile } from "node:fs/promises"
import { homedir } from "node:os"
import path from "node:path"
import { parse } from "yaml"
import { z } from "zod"
import { HubError } from "@/lib/error"

const named = <K extends string, T extends z.ZodType>(key: K, inner: T) =>
  z
    .array(
      z.object({ name: z.string(), [key]: inner }) as unknown as z.ZodType<{ name: string } & Record<K, z.infer<T>>>,
    )
    .nullish()
    .transform((list) => list ?? [])

const Cluster = z.looseObject({
  server: z.string(),
  "certificate-authority": z.string().optional(),
})
const User = z
  .looseObject({
    token: z.string().optional(),
    tokenFile: z.string().optional(),
    username: z.string().optional(),
    "client-certificate": z.string().optional(),
    "client-key": z.string().optional(),
    as: z.string().optional(),
    "as-uid": z.string().optional(),
    "as-groups": z.array(z.string()).optional(),
    "as-user-extra": z.record(z.string(), z.array(z.string())).optional(),
    exec: z.looseObject({ command: z.string() }).optional(),
    "auth-provider": z.looseObject({ name: z.string() }).optional(),
  })
  .nullish()
  .transform((user) => user ?? {})
const Context = z.looseObject({ cluster: z.string(), user: z.string().default(""), namespace: z.string().optional() })

const File = z.object({
  "current-context": z.string().nullish(),
  clusters: named("cluster", Cluster),
  users: named("user", User),
  contexts: named("context", Context),
})

/** A kubeconfig's cluster, and a user's ways to prove who they are. Paths are absolute. */
export type KubeCluster = z.infer<typeof Cluster>
export type KubeUser = z.infer<typeof User>

/** One context with everything that belongs to it. */
export interface ContextConfig {
  name: string
  namespace: string | undefined
  clusterName: string
  cluster: KubeCluster
  userName: string
  user: KubeUser
}

interface Kubeconfig {
  current: string | undefined
  contexts: ContextConfig[]
}

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"

/** Reads the kubeconfig as kubectl finds it: the given file, else every file of KUBECONFIG, else ~/.kube/config, else the pod's. */
export async function readKubeconfig(file?: string): Promise<Kubeconfig> {
  const listed = process.env.KUBECONFIG?.split(path.delimiter).filter((name) => name !== "") ?? []
  const files = file ? [file] : listed.length > 0 ? listed : [path.join(homedir(), ".kube", "config")]
  const texts = await Promise.all(files.map((name) => readText(name, file !== undefined)))
  const parsed = files.flatMap((name, i) => (texts[i] === undefined ? [] : [parseFile(name, texts[i])]))
  if (parsed.length === 0) return (await inCluster()) ?? { current: undefined, contexts: [] }
  return merge(parsed)
}

async function readText(file: string, required: boolean): Promise<string | undefined> {
  return readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" && !required) return undefined // kubectl skips missing files of KUBECONFIG too
    throw new HubError("usage", `The kubeconfig ${file} cannot be read: ${cause.message}`, { cause })
  })
}

function parseFile(file: string, text: string): z.infer<typeof File> {
  let json: unknown
  try {
    json = parse(text, { version: "1.1", merge: true })
  } catch (cause) {
    throw new HubError("usage", `The kubeconfig ${file} is not YAML: ${(cause as Error).message.split("\n")[0]}`, {
      cause,
    })
  }
  const result = File.safeParse(json)
  if (result.success) return absolute(result.data, path.dirname(path.resolve(file)))
  const [issue] = result.error.issues
  throw new HubError(
    "usage",
    `The kubeconfig ${file} is broken at ${issue?.path.join(".") || "its top"}: ${issue?.message}`,
  )
}

/** Paths in a kubeconfig are relative to its own folder; so is a credential plugin that is named by a path. */
function absolute(config: z.infer<typeof File>, folder: string): z.infer<typeof File> {
  const fix = (value: string | undefined) => (value ? path.resolve(folder, value) : undefined)
  for (const { cluster } of config.clusters)
    set(cluster, "certificate-authority", fix(cluster["certificate-authority"]))
  for (const { user } of config.users) {
    for (const key of ["tokenFile", "client-certificate", "client-key"] as const) set(user, key, fix(user[key]))
    if (user.exec?.command.includes("/")) user.exec.command = path.resolve(folder, user.exec.command)
  }
  return config
}

function set<T extends object, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value
}

/** As kubectl merges: the first file that names a thing wins. */
function merge(files: readonly z.infer<typeof File>[]): Kubeconfig {
  const clusters = files.flatMap((file) => file.clusters)
  const users = files.flatMap((file) => file.users)
  const seen = new Set<string>()
  const contexts = files
    .flatMap((file) => file.contexts)
    .flatMap(({ name, context }): ContextConfig[] => {
      const cluster = clusters.find((candidate) => candidate.name === context.cluster)?.cluster
      if (seen.has(name) || !cluster) return []
      seen.add(name)
      const user = users.find((candidate) => candidate.name === context.user)?.user ?? {}
      return [
        { name, namespace: context.namespace, clusterName: context.cluster, cluster, userName: context.user, user },
      ]
    })
  return { current: files.map((file) => file["current-context"]).find((name) => name) ?? undefined, contexts }
}

async function inCluster(): Promise<Kubeconfig | undefined> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env
  if (
    !host ||
    !port ||
    !(await access(`${SERVICE_ACCOUNT}/token`).then(
      () => true,
      () => false,
    ))
  )
    return undefined
  const namespace = await readFile(`${SERVICE_ACCOUNT}/namespace`, "utf8").catch(() => undefined)
  const context: ContextConfig = {
    name: "in-cluster",
    namespace,
    clusterName: "in-cluster",
    cluster: {
      server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
      "certificate-authority": `${SERVICE_ACCOUNT}/ca.crt`,
    },
    userName: "in-cluster",
    user: { tokenFile: `${SERVICE_ACCOUNT}/token` },
  }
  return { current: context.name, contexts: [context] }
}
