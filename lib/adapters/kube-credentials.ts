import { createHash, X509Certificate } from "node:crypto"
import { readFile } from "node:fs/promises"
import http from "node:http"
import https from "node:https"
import type { KubeConfig } from "@kubernetes/client-node"
import { HubError } from "@/lib/error"
import type { ContextConfig, KubeUser } from "./kubeconfig"

/** What a request to one cluster needs besides its path. */
export interface Access {
  headers: Record<string, string | string[]>
  agent: http.Agent
  /** When the client certificate stops being valid; undefined without one. */
  certificateEnds: Date | undefined
}

/** Credentials of one context. */
export interface Credentials {
  access(): Promise<Access>
  /** Drops what is remembered, after the server refused it. False when nothing could come out differently. */
  renew(): boolean
}

// client-node asks an expired OIDC issuer again on every call, and reads files each time; once a minute is enough.
const REMEMBER_MS = 45_000
const PLUGIN_LIMIT_MS = 60_000

/**
 * The credentials of a context through client-node (certificates, tokens, exec plugins, OIDC), plus what client-node
 * drops but kubectl honours: `tokenFile`, `as-groups`, `as-uid`, `as-user-extra`, and the plugin's KUBERNETES_EXEC_INFO.
 */
export function credentials(context: ContextConfig): Credentials {
  let config: Promise<KubeConfig> | undefined
  let known: { access: Access; at: number } | undefined
  const agents = new Map<string, http.Agent>()
  return {
    async access() {
      if (known && Date.now() - known.at < REMEMBER_MS) return known.access
      const options: https.RequestOptions = { headers: {} }
      config ??= kubeConfig(context)
      await withLimit(context, (await config).applyToHTTPSOptions(options))
      const access = {
        headers: {
          ...(options.headers as Record<string, string>),
          ...basic(options),
          ...(await bearer(context.user)),
          ...impersonation(context.user),
        },
        agent: agentFor(context, options, agents),
        certificateEnds: options.cert ? new Date(new X509Certificate(options.cert as Buffer).validTo) : undefined,
      }
      known = { access, at: Date.now() }
      return access
    },
    renew() {
      known = undefined
      config = undefined // a plugin's answer is cached inside, under the user's name
      return Boolean(context.user.exec ?? context.user["auth-provider"] ?? context.user.tokenFile)
    },
  }
}

/** One KubeConfig per context: client-node caches credentials by the user's name, which two kubeconfigs may share. */
async function kubeConfig({
  name,
  namespace,
  clusterName,
  cluster,
  userName,
  user,
}: ContextConfig): Promise<KubeConfig> {
  // It takes most of a second to load, which commands that never talk to a cluster need not wait for.
  const { KubeConfig } = await import("@kubernetes/client-node")
  // client-node refuses plain http unless TLS verification is off; `kubectl proxy` is reached over plain http.
  const plain = cluster.server.startsWith("http:")
  const config = new KubeConfig()
  config.loadFromString(
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: clusterName, cluster: plain ? { ...cluster, "insecure-skip-tls-verify": true } : cluster }],
      users: [{ name: userName || "user", user: { ...user, ...withExecInfo(user, cluster) } }],
      contexts: [{ name, context: { cluster: clusterName, user: userName || "user", namespace } }],
      "current-context": name,
    }),
  )
  return config
}

function withExecInfo(user: KubeUser, cluster: ContextConfig["cluster"]): KubeUser {
  if (!user.exec) return {}
  const { apiVersion, provideClusterInfo, env } = user.exec as {
    apiVersion?: string
    provideClusterInfo?: boolean
    env?: unknown
  }
  const info = {
    apiVersion: apiVersion ?? "client.authentication.k8s.io/v1",
    kind: "ExecCredential",
    spec: { interactive: false, ...(provideClusterInfo ? { cluster: clusterInfo(cluster) } : {}) },
  }
  const given = Array.isArray(env) ? env : []
  return { exec: { ...user.exec, env: [...given, { name: "KUBERNETES_EXEC_INFO", value: JSON.stringify(info) }] } }
}

function clusterInfo(cluster: ContextConfig["cluster"]): object {
  const {
    server,
    "certificate-authority-data": data,
    "insecure-skip-tls-verify": insecure,
    "tls-server-name": name,
  } = cluster
  return { server, "certificate-authority-data": data, "insecure-skip-tls-verify": insecure, "tls-server-name": name }
}

/** client-node sets no limit for a plugin, which may be waiting for a person. */
async function withLimit({ name, user }: ContextConfig, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    const late = `The credential plugin of context ${name} did not answer within ${PLUGIN_LIMIT_MS / 1000} s`
    timer = setTimeout(() => reject(new HubError("timeout", late)), PLUGIN_LIMIT_MS)
  })
  try {
    await Promise.race([work, limit])
  } catch (cause) {
    if (cause instanceof HubError) throw cause
    const source = user.exec ? `plugin "${user.exec.command}"` : "credentials"
    throw new HubError("unauthorized", `The ${source} of context ${name} failed: ${(cause as Error).message.trim()}`, {
      cause,
      hint: `"kubectl --context ${name} auth whoami" must work first`,
    })
  } finally {
    clearTimeout(timer)
  }
}

function basic({ auth }: https.RequestOptions): Record<string, string> {
  return auth ? { Authorization: `Basic ${Buffer.from(auth).toString("base64")}` } : {}
}

async function bearer({ tokenFile }: KubeUser): Promise<Record<string, string>> {
  if (!tokenFile) return {}
  const token = await readFile(tokenFile, "utf8").catch((cause: Error) => {
    throw new HubError("unauthorized", `The token file cannot be read: ${cause.message}`, { cause })
  })
  return { Authorization: `Bearer ${token.trim()}` }
}

function impersonation(user: KubeUser): Record<string, string | string[]> {
  const extra = Object.entries(user["as-user-extra"] ?? {})
  return {
    ...(user.as ? { "Impersonate-User": user.as } : {}),
    ...(user["as-uid"] ? { "Impersonate-Uid": user["as-uid"] } : {}),
    ...(user["as-groups"]?.length ? { "Impersonate-Group": user["as-groups"] } : {}),
    ...Object.fromEntries(extra.map(([key, values]) => [`Impersonate-Extra-${encodeURIComponent(key)}`, values])),
  }
}

/** One agent with open connections per certificate: a plugin may hand out another one at any time. */
function agentFor(
  { cluster }: ContextConfig,
  options: https.RequestOptions,
  agents: Map<string, http.Agent>,
): http.Agent {
  if (cluster["proxy-url"]) return options.agent as http.Agent
  const { ca, cert, key, servername, rejectUnauthorized } = options
  const id = createHash("sha256")
    .update(JSON.stringify([ca, cert, key, servername, rejectUnauthorized]))
    .digest("hex")
  const known = agents.get(id)
  if (known) return known
  const keep = { keepAlive: true, maxSockets: 8 }
  const tls = Object.fromEntries(
    Object.entries({ ca, cert, key, servername, rejectUnauthorized }).filter(([, value]) => value !== undefined),
  )
  const agent = cluster.server.startsWith("http:") ? new http.Agent(keep) : new https.Agent({ ...keep, ...tls })
  for (const old of agents.values()) old.destroy()
  agents.clear()
  agents.set(id, agent)
  return agent
}
