import { execFileSync, spawn } from "node:child_process"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** A Git repository server on loopback. */
export interface GitServer {
  url: string
  /** How many times it was asked for the refs of a repository. */
  asked(): number
  close(): Promise<void>
}

/** Git's own `http-backend` behind HTTP, for the bare repositories in `root`; with `login`, only for those who send it. */
export async function gitServer(root: string, login?: string): Promise<GitServer> {
  const backend = `${execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim()}/git-http-backend`
  let asked = 0
  const server = createServer((request, response) => {
    if (request.url?.includes("/info/refs")) asked++
    const sent = request.headers.authorization?.replace(/^Basic /, "") ?? ""
    if (login !== undefined && Buffer.from(sent, "base64").toString() !== login) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end()
    } else carryOut(backend, root, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** CGI, as git-http-backend(1) describes it. */
function carryOut(backend: string, root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://localhost")
  const child = spawn(backend, {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    },
  })
  request.pipe(child.stdin)
  const chunks: Buffer[] = []
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk))
  child.on("close", () => {
    const output = Buffer.concat(chunks)
    const end = output.indexOf("\r\n\r\n")
    const headers = output
      .toString("latin1", 0, end)
      .split("\r\n")
      .map((line): [string, string] => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()])
    const status = Number.parseInt(headers.find(([name]) => name === "Status")?.[1] ?? "200", 10)
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== "Status")))
    response.end(output.subarray(end + 4))
  })
}
