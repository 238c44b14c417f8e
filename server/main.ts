import { existsSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { Socket } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import createNext from "next"
import { type Handler, made, record } from "./record"
import { type Address, address, keepMs } from "./settings"
import { type Site, site } from "./site"

const ROOT = fileURLToPath(new URL("..", import.meta.url))
/** Kept pages are compressed: some 20 kB each, so this holds thousands. */
const LIMITS = { pageBytes: 128 * 2 ** 20, movedBytes: 32 * 2 ** 20 }
/** What is asked for before anybody can: the catalog is read, the search index built, and the first pages are there. */
const WARMED = ["/", "/entries", "/search?q=redis", "/api/v1/suggest"]
/** How long requests that are being answered may still take when the process is told to end. Milliseconds. */
const PATIENCE_MS = 10_000

/** Serves the built site until SIGTERM or SIGINT. Returns the exit code: 2 for wrong settings, 3 when the port is taken. */
export async function main(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const where = address(env)
  if (typeof where === "string") return failed(2, where)
  if (!existsSync(join(ROOT, ".next/BUILD_ID"))) return failed(2, "The site is not built; run npm run build first")
  const app = createNext({ dev: false, dir: ROOT, hostname: where.host, port: where.port })
  await app.prepare()
  const next = app.getRequestHandler()
  await warm(next)
  const served = site(next, { ...LIMITS, ttlMs: keepMs(env) }, (error) => console.error(error))
  const server = createServer((request, response) => void served.handle(request, response))
  const problem = await listen(server, where)
  if (problem !== undefined) return failed(3, problem)
  const bound = server.address()
  const port = typeof bound === "object" && bound ? bound.port : where.port
  console.log(`ExporterHub is ready at http://${where.host.includes(":") ? `[${where.host}]` : where.host}:${port}`)
  await toldToEnd()
  await end(server, served)
  await app.close()
  return 0
}

/** What fails here fails again for whoever asks, who is told. */
async function warm(next: Handler): Promise<void> {
  for (const url of WARMED) await record(next, made(url, { host: "localhost" }, new Socket()))
}

function failed(code: number, message: string): number {
  console.error(message)
  return code
}

function listen(server: Server, { host, port }: Address): Promise<string | undefined> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const hint = error.code === "EADDRINUSE" ? `Port ${port} of ${host} is taken; choose another one with PORT` : ""
      resolve(hint || `Cannot listen on ${host}:${port}: ${error.message}`)
    })
    server.listen(port, host, () => resolve(undefined))
  })
}

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve())
  })
}

/** Answers what has been asked, takes nothing new, and lets go of connections on which nothing happens. */
function end(server: Server, served: Site): Promise<void> {
  served.leave()
  return new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
    server.close(() => {
      clearTimeout(patience)
      resolve()
    })
    server.closeIdleConnections()
  })
}
