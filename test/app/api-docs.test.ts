import { execFile } from "node:child_process"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { faultsOf } from "../support/api"

vi.mock("server-only", () => ({}))

import { GET as read } from "@/app/api/v1/[[...path]]/route"
import { GET as download } from "@/app/api/v1/bundle/download/route"
import { GET as bundle } from "@/app/api/v1/bundle/route"
import { exampleAnswer } from "@/app/docs/api/example-answer"
import { documentedEndpoints } from "@/lib/api/all"
import { curlOf, pathOf } from "@/lib/api/example"

const run = promisify(execFile)
let server: Server
let origin = ""

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", origin)
    const handler = { "/api/v1/bundle": bundle, "/api/v1/bundle/download": download }[url.pathname] ?? read
    const answer = await handler(new Request(url))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

test.each(documentedEndpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
  "the curl command of %s works in a shell, and asks what the example asks",
  async (_, endpoint) => {
    const command = curlOf(endpoint, origin)
    const { stdout } = await run("bash", [
      "-c",
      command.replace(/^curl/, "curl -sS --fail-with-body -w '\\n%{content_type}'"),
    ])
    const cut = stdout.lastIndexOf("\n")
    const headers = { "content-type": stdout.slice(cut + 1) }
    const body = stdout.slice(0, cut)
    expect(await faultsOf(pathOf(endpoint), new Response(body, { headers }))).toEqual([])
    const direct = await fetch(`${origin}${pathOf(endpoint)}`)
    expect(body).toBe(await direct.text())
  },
)

test.each(documentedEndpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
  "the answer that the reference shows for %s is short and no failure",
  async (_, endpoint) => {
    const text = await exampleAnswer(endpoint, "http://127.0.0.1:3000")
    expect(text.length).toBeGreaterThan(80)
    expect(text.split("\n").length).toBeLessThan(400)
    expect(text).not.toMatch(/"status": [45]/)
  },
)
