import http from "node:http"
import https from "node:https"
import { setTimeout as sleep } from "node:timers/promises"
import { HubError } from "@/lib/error"
import type { Credentials } from "./kube-credentials"

/** One request to the API server. */
export interface KubeRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** With the query. */
  path: string
  body?: unknown
  contentType?: string
  accept?: string
}

/** One answer; refusals too, which the caller understands better. */
export interface KubeResponse {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** How requests are sent. */
export interface HttpOptions {
  context: string
  server: string
  credentials: Credentials
  /** Limit of one try, in milliseconds. */
  timeoutMs: number
  /** Called after every request, for logs and counting. */
  onRequest?: ((line: { method: string; path: string; status: number; tookMs: number }) => void) | undefined
}

const TRIES = 4
const LONGEST_PAUSE_MS = 10_000
const RETRIED = new Set([429, 502, 503, 504])
// A second try of these cannot meet what the first one did: create and replace could.
const REPEATABLE = new Set(["GET", "PATCH", "DELETE"])

/** Sends one request; tries again when the server is busy or asks for it, or when a connection broke. */
export async function send(options: HttpOptions, request: KubeRequest): Promise<KubeResponse> {
  let renewed = false
  for (let attempt = 1; ; attempt++) {
    const last = attempt === TRIES
    const outcome = await tryOnce(options, request).catch((error) => {
      if (error instanceof NetworkFault) return error
      throw error
    })
    if (outcome instanceof NetworkFault) {
      const safe = outcome.unsent || REPEATABLE.has(request.method)
      if (last || !safe || !outcome.passing) throw outcome.error
      await sleep(100 * 4 ** (attempt - 1))
      continue
    }
    if (outcome.status === 401 && !renewed && options.credentials.renew()) {
      renewed = true
      continue
    }
    const pause = Number(outcome.headers["retry-after"])
    const asked = Number.isFinite(pause) && outcome.status >= 429
    if (last || !(asked || RETRIED.has(outcome.status)) || (outcome.status !== 429 && !REPEATABLE.has(request.method)))
      return expiry(options, outcome)
    await sleep(Math.min(asked ? pause * 1000 : 250 * 2 ** attempt, LONGEST_PAUSE_MS))
  }
}

/** The server says no more than "Unauthorized"; that the own certificate ran out can be known here. */
async function expiry({ context, credentials }: HttpOptions, response: KubeResponse): Promise<KubeResponse> {
  if (response.status !== 401) return response
  const { certificateEnds } = await credentials.access()
  if (!certificateEnds || certificateEnds.getTime() > Date.now()) return response
  throw new HubError(
    "unauthorized",
    `The client certificate of context ${context} expired on ${day(certificateEnds)}`,
    {
      hint: "Get a new kubeconfig from whoever runs the cluster",
    },
  )
}

/** A request that got no answer. */
class NetworkFault extends Error {
  constructor(
    readonly error: HubError,
    /** Whether another try may go better. */
    readonly passing: boolean,
    /** Whether the server cannot have seen the request. */
    readonly unsent: boolean,
  ) {
    super(error.message)
  }
}

async function tryOnce(options: HttpOptions, request: KubeRequest): Promise<KubeResponse> {
  const { headers, agent } = await options.credentials.access()
  const url = new URL(`${options.server.replace(/\/$/, "")}${request.path}`)
  const text = request.body === undefined ? undefined : JSON.stringify(request.body)
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      reject(fault(options, error, outgoing.reusedSocket))
    }
    const outgoing = (url.protocol === "http:" ? http : https).request(
      url,
      {
        method: request.method,
        agent,
        headers: {
          "User-Agent": "exporterhub",
          Accept: request.accept ?? "application/json",
          ...(text === undefined
            ? {}
            : { "Content-Type": request.contentType ?? "application/json", "Content-Length": Buffer.byteLength(text) }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
        incoming.on("error", fail)
        incoming.on("end", () => {
          clearTimeout(timer)
          const status = incoming.statusCode ?? 0
          options.onRequest?.({
            method: request.method,
            path: request.path,
            status,
            tookMs: performance.now() - started,
          })
          resolve({ status, headers: incoming.headers, body: Buffer.concat(chunks).toString("utf8") })
        })
      },
    )
    const timer = setTimeout(
      () => outgoing.destroy(Object.assign(new Error("late"), { code: "LATE" })),
      options.timeoutMs,
    )
    outgoing.on("error", fail)
    outgoing.end(text)
  })
}

const TLS_HINT = "Check certificate-authority-data and tls-server-name in the kubeconfig"

function fault(
  { context, server, timeoutMs }: HttpOptions,
  cause: NodeJS.ErrnoException,
  reused: boolean,
): NetworkFault {
  const code = cause.code ?? ""
  const where = `${server} (context ${context})`
  if (code === "LATE") {
    const error = new HubError("timeout", `The cluster at ${where} did not answer within ${timeoutMs / 1000} s`, {
      cause,
    })
    return new NetworkFault(error, false, false)
  }
  if (code === "CERT_HAS_EXPIRED") {
    const hint = "Its operator has to renew it; a wrong clock on this machine looks the same"
    return new NetworkFault(
      new HubError("unreachable", `The certificate of ${where} has expired`, { cause, hint }),
      false,
      true,
    )
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_SSL|ERR_TLS|EPROTO/.test(code)) {
    const message = `No trusted connection to ${where}: ${cause.message}`
    return new NetworkFault(new HubError("unreachable", message, { cause, hint: TLS_HINT }), false, true)
  }
  const message = `The cluster at ${where} cannot be reached: ${code || cause.message}`
  const hint = "Is it running, and does this machine reach it (VPN, proxy-url)?"
  // A kept connection that the server closed in the same moment breaks before it reads anything.
  const unsent = reused || ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(code)
  const passing = code !== "ENOTFOUND"
  return new NetworkFault(new HubError("unreachable", message, { cause, hint }), passing, unsent)
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
