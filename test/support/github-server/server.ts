import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Objects } from "./objects"
import { type Answer, routes } from "./routes"

export interface Repository {
  owner: string
  name: string
  refs: Map<string, string>
  parent?: string
  /** Calls that a fork refuses before it is there. */
  notReady: number
}
export interface Pull {
  number: number
  title: string
  body: string
  head: string
  base: string
  draft: boolean
}

/** What the server does instead of answering, or after it has carried out the call (`lost` cuts the connection before the answer, `cut` within). */
export interface Fault {
  /** "METHOD path", where the path's end is enough. */
  on: RegExp
  times: number
  kind: "answer" | "reset" | "slow" | "lost" | "cut"
  status?: number
  headers?: Record<string, string>
  body?: object
}

/** The state of a GitHub that has one repository, o/hub, and one user with one token. */
export interface GitHubState {
  objects: Objects
  repositories: Map<string, Repository>
  pulls: Pull[]
  faults: Fault[]
  /** "METHOD path" of each call. */
  calls: string[]
  login: string
  token: string
  /** Whether the user may push to o/hub. */
  mayPush: boolean
  forkDelay: number
}

/** A server on loopback that speaks the part of GitHub's REST API that proposals need. */
export async function githubServer(files: Readonly<Record<string, string>>) {
  const objects = new Objects()
  const items = Object.entries(files).map(([path, text]) => ({
    path,
    mode: "100644",
    sha: objects.blob(Buffer.from(text)),
  }))
  const head = objects.commit({ tree: objects.changed(undefined, items), parents: [], message: "first" })
  const hub: Repository = { owner: "o", name: "hub", refs: new Map([["heads/main", head]]), notReady: 0 }
  const state: GitHubState = {
    objects,
    repositories: new Map([["o/hub", hub]]),
    pulls: [],
    faults: [],
    calls: [],
    login: "ann",
    token: "secret-token-of-ann",
    mayPush: false,
    forkDelay: 0,
  }
  const server = createServer((request, response) => void serve(state, request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { state, hub, url, close }
}

async function serve(state: GitHubState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost")
  const called = `${request.method} ${decodeURIComponent(url.pathname)}`
  state.calls.push(called)
  let text = ""
  for await (const chunk of request) text += chunk
  const fault = state.faults.find(({ on, times }) => times > 0 && on.test(called))
  if (fault) fault.times--
  if (fault?.kind === "reset") return void request.socket.destroy()
  // The test ends the connection with the server.
  if (fault?.kind === "slow") return
  const answer = fault?.kind === "answer" ? faultAnswer(fault) : handle(state, called, { url, request, text })
  if (fault?.kind === "lost") return void request.socket.destroy()
  const body = JSON.stringify(answer.body)
  const length = Buffer.byteLength(body)
  response.writeHead(answer.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": length,
    ...answer.headers,
  })
  if (fault?.kind === "cut") response.write(body.slice(0, 5), () => request.socket.destroy())
  else response.end(body)
}

function faultAnswer({ status = 500, headers = {}, body = { message: "Server Error" } }: Fault): Answer {
  return { status, headers, body }
}

interface Got {
  url: URL
  request: IncomingMessage
  text: string
}

function handle(state: GitHubState, called: string, { url, request, text }: Got): Answer {
  const sent = request.headers.authorization
  if (sent !== undefined && sent !== `token ${state.token}` && sent !== `Bearer ${state.token}`)
    return { status: 401, body: { message: "Bad credentials" } }
  if (sent === undefined && request.method !== "GET")
    return { status: 401, body: { message: "Requires authentication" } }
  for (const { pattern, run } of routes) {
    const match = pattern.exec(called)
    if (!match) continue
    const repository = state.repositories.get(`${match[1]}/${match[2]}`)
    if (!repository) break
    if (repository.notReady > 0) {
      repository.notReady--
      return { status: 404, body: { message: "Not Found" } }
    }
    const body: unknown = text === "" ? {} : JSON.parse(text)
    return run({ state, repository, rest: match[3] ?? "", query: url.searchParams, body })
  }
  return { status: 404, body: { message: "Not Found" } }
}
