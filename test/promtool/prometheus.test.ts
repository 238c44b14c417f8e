import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { scrapedMetrics } from "@/lib/adapters/prometheus"
import type { Problem } from "@/lib/problem"
import { main } from "@/scripts/exporterhub"

const installed = spawnSync("prometheus", ["--version"]).status === 0
if (!installed && process.env.CI === "true") throw new Error("prometheus is not installed, and CI needs it")
if (!installed) console.warn("SKIPPED: prometheus is not installed (Debian's package of that name)")

/** A real Prometheus that scrapes the demo capture once a second. */
let exporter: Server
let prometheus: ChildProcess
let folder: string
let url: string

describe.skipIf(!installed)("a real Prometheus", () => {
  beforeAll(async () => {
    const capture = await readFile(new URL("../fixtures/demo-exporter/captures/1.2.0.prom", import.meta.url), "utf8")
    exporter = createServer((_, response) =>
      response.setHeader("content-type", "text/plain; version=0.0.4").end(capture),
    )
    const port = await listen(exporter)
    folder = await mkdtemp(join(tmpdir(), "exporterhub-prometheus-"))
    const config = `{"global": {"scrape_interval": "1s", "scrape_timeout": "1s"}, "scrape_configs": [{"job_name": "demo", "static_configs": [{"targets": ["127.0.0.1:${port}"]}]}]}`
    await writeFile(join(folder, "prometheus.yml"), config)
    const own = await freePort()
    url = `http://127.0.0.1:${own}`
    prometheus = spawn(
      "prometheus",
      [
        `--config.file=${join(folder, "prometheus.yml")}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=127.0.0.1:${own}`,
      ],
      { stdio: "ignore" },
    )
    await until(async () => (await scrapedMetrics(url, ["demo_up"])).families.length > 0)
  }, 60_000)

  afterAll(async () => {
    prometheus?.kill("SIGTERM")
    if (prometheus?.exitCode === null) await new Promise((resolve) => prometheus.once("exit", resolve))
    exporter?.close()
    await rm(folder, { recursive: true, force: true })
  })

  test("names, types, help, labels and values of a live server", async () => {
    const { families, samples } = await scrapedMetrics(url, [
      "demo_up",
      "demo_requests_total",
      "demo_request_seconds_bucket",
      "demo_nothing",
    ])
    expect(families.map(({ name, type, help }) => ({ name, type, help }))).toEqual(
      expect.arrayContaining([
        { name: "demo_up", type: "gauge", help: "Whether the server answers." },
        { name: "demo_requests_total", type: "counter", help: "Requests by status code." },
        { name: "demo_request_seconds", type: "histogram", help: "Time to answer." },
      ]),
    )
    expect([...samples.keys()].sort()).toEqual(["demo_request_seconds_bucket", "demo_requests_total", "demo_up"])
    const requests = samples.get("demo_requests_total")
    expect([...(requests?.labels.get("code") ?? [])].sort()).toEqual(["200", "500"])
    expect([...(requests?.labels.keys() ?? [])].sort()).toEqual(["code", "instance", "job"])
    expect(requests?.family.samples.map(({ value }) => value).sort((a, b) => a - b)).toEqual([3, 120])
  })

  test("lint --prometheus looks metrics and labels up in it", async () => {
    const file = join(folder, "rules.yaml")
    await writeFile(
      file,
      `groups:
  - name: a
    rules:
      - record: a:ok
        expr: sum by (job) (demo_up)
      - record: b:metric
        expr: sum by (job) (demo_upp)
      - record: c:label
        expr: sum by (cod) (rate(demo_requests_total[5m]))
`,
    )
    const out: string[] = []
    const terminal = { out: (text: string) => void out.push(text), err: () => {}, color: false, interactive: false }
    const code = await main(["lint", file, "--prometheus", url, "--json"], { ...terminal, confirm: async () => false })
    expect(code).toBe(1)
    const { problems } = JSON.parse(out.join("\n"))
    const found = problems.map(({ check, line, message }: Problem) => `${line} ${check}: ${message}`)
    expect(found).toContain(`7 metric-known: The metric demo_upp is not in ${url}`)
    expect(found).toContain("9 label-known: demo_requests_total has no label cod")
    expect(found.filter((text: string) => /^[45] /.test(text))).toEqual([])
  })

  test("nobody at the address", async () => {
    await expect(scrapedMetrics(`http://127.0.0.1:${await freePort()}`, ["up"])).rejects.toMatchObject({
      code: "unreachable",
    })
  })

  test("something that is no URL", async () => {
    await expect(scrapedMetrics("localhost", ["up"])).rejects.toMatchObject({ code: "usage" })
  })
})

// Answers that a real server gives only behind a proxy.
test.each([
  [401, "unauthorized"],
  [500, "upstream"],
])("a proxy that answers %i, and a password that no message shows", async (status, code) => {
  const fetch = async () => new Response("no", { status })
  const failure = await scrapedMetrics("http://me:secret@example.com", ["up"], { fetch }).catch((error) => error)
  expect(failure.code).toBe(code)
  expect(failure.message).not.toContain("secret")
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    if (await done().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  throw new Error("Prometheus showed no metrics in 30 s")
}
