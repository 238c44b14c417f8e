import { once } from "node:events"
import { readFile, writeFile } from "node:fs/promises"
import http from "node:http"
import https from "node:https"
import type { AddressInfo, Socket } from "node:net"
import path from "node:path"

/** One request as it comes to the proxy. */
export interface Seen {
  method: string
  path: string
  /** From 1, among those that write; 0 for a request that writes nothing. */
  write: number
}

/**
 * What happens to a request.
 * - `status`: answered by the proxy, the server never sees it
 * - `before`, `after`: called before the server sees the request, or when it has answered and the client does not know yet
 * - `cut`: with `after`, the answer is lost
 */
export interface Fault {
  status?: number
  /** With `status`; the API's own form of a failure without it. */
  body?: string
  headers?: Record<string, string>
  before?: () => Promise<void> | void
  after?: () => Promise<void> | void
  cut?: boolean
}

/** A plain HTTP proxy in front of the real API server, which can be made to misbehave. */
export interface FaultProxy {
  /** With the context `test`, through the proxy. */
  kubeconfig: string
  seen: Seen[]
  /** Decides what happens to a request; undefined lets it through. */
  fault: (request: Seen) => Fault | undefined
  /** Refuses connections, as a server that is down does. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

interface Upstream {
  server: string
  ca: Buffer
  token: string
}

let count = 0

/**
 * Starts a proxy in front of the server of a control plane. With `rename`, one text is another in everything that goes through: so one server can play two clusters,
 * each with a namespace of the same name.
 */
export async function startFaultProxy(kubeconfig: string, rename?: readonly [string, string]): Promise<FaultProxy> {
  const upstream = await readUpstream(kubeconfig)
  const agent = new https.Agent({ keepAlive: true, ca: upstream.ca })
  const sockets = new Set<Socket>()
  const server = http.createServer((incoming, outgoing) => {
    handle(proxy, upstream, agent, rename, incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
  })
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1")
    await once(server, "listening")
    return (server.address() as AddressInfo).port
  }
  const port = await listen(0)
  const down = async () => {
    const closed = server.listening ? once(server, "close") : Promise.resolve([])
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const proxy: FaultProxy = {
    kubeconfig: await writeKubeconfig(path.dirname(kubeconfig), port, upstream.token),
    seen: [],
    fault: () => undefined,
    down,
    up: async () => void (await listen(port)),
    stop: async () => {
      await down()
      agent.destroy()
    },
  }
  return proxy
}

/** Whether a request changes something: not a question, not a dry run. */
function writes(method: string, url: string): boolean {
  return method !== "GET" && !url.includes("dryRun=All") && !url.includes("/authorization.k8s.io/")
}

async function handle(
  proxy: FaultProxy,
  upstream: Upstream,
  agent: https.Agent,
  rename: readonly [string, string] | undefined,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  const [mine = "", theirs = ""] = rename ?? []
  const there = (text: string) => (rename ? text.replaceAll(mine, theirs) : text)
  const here = (text: string) => (rename ? text.replaceAll(theirs, mine) : text)
  const body = there(await textOf(incoming))
  const { method = "GET", url = "/" } = incoming
  const isWrite = writes(method, url)
  const request = { method, path: url, write: isWrite ? proxy.seen.filter(({ write }) => write > 0).length + 1 : 0 }
  proxy.seen.push(request)
  const fault = proxy.fault(request)
  await fault?.before?.()
  if (fault?.status !== undefined) {
    const status = { kind: "Status", apiVersion: "v1", status: "Failure", message: "injected", code: fault.status }
    outgoing.writeHead(fault.status, { "content-type": "application/json", ...fault.headers })
    outgoing.end(fault.body ?? JSON.stringify(status))
    return
  }
  const answer = await forward(upstream, agent, incoming, there(url), body)
  const text = here(await textOf(answer))
  await fault?.after?.()
  if (fault?.cut) {
    outgoing.destroy()
    return
  }
  const { "content-length": _, "transfer-encoding": __, connection: ___, ...headers } = answer.headers
  outgoing.writeHead(answer.statusCode ?? 502, headers)
  outgoing.end(text, "latin1")
}

async function forward(
  { server, token }: Upstream,
  agent: https.Agent,
  { method, headers }: http.IncomingMessage,
  url: string,
  body: string,
): Promise<http.IncomingMessage> {
  const { host: _, "content-length": __, "accept-encoding": ___, connection: ____, ...rest } = headers
  // kubectl sends no token over plain HTTP.
  const authorization = rest.authorization ?? `Bearer ${token}`
  const length = body === "" ? {} : { "content-length": String(body.length) }
  const request = https.request(new URL(url, server), { method, agent, headers: { ...rest, authorization, ...length } })
  request.end(body, "latin1")
  const [answer] = (await once(request, "response")) as [http.IncomingMessage]
  return answer
}

async function textOf(message: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("latin1") // every byte stays what it is
}

async function readUpstream(kubeconfig: string): Promise<Upstream> {
  const config = JSON.parse(await readFile(kubeconfig, "utf8"))
  const { cluster } = config.clusters[0]
  const { token } = config.users.find(({ name }: { name: string }) => name === "admin").user
  return { server: cluster.server, ca: Buffer.from(cluster["certificate-authority-data"], "base64"), token }
}

async function writeKubeconfig(folder: string, port: number, token: string): Promise<string> {
  const file = path.join(folder, `proxy-${process.pid}-${++count}.kubeconfig`)
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "proxy", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "proxy", user: "admin" } }],
    "current-context": "test",
  }
  await writeFile(file, JSON.stringify(config))
  return file
}
