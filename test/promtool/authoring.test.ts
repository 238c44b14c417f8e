import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { run } from "../scripts/run"

const installed = ["prometheus", "promtool"].every((tool) => spawnSync(tool, ["--version"]).status === 0)
if (!installed && process.env.CI === "true") throw new Error("prometheus is not installed, and CI needs it")
if (!installed) console.warn("SKIPPED: prometheus is not installed (Debian's package prometheus has it)")

const scratch = mkdtempSync(join(tmpdir(), "exporterhub-authoring-"))
const catalog = join(scratch, "catalog")
let server: ChildProcess | undefined
let url = ""

beforeAll(async () => {
  if (!installed) return
  mkdirSync(catalog)
  writeFileSync(join(scratch, "prometheus.yml"), "scrape_configs: []\n")
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  server = spawn("prometheus", [
    `--config.file=${join(scratch, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(scratch, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--log.level=error",
  ])
  for (let tries = 0; tries < 100; tries++) {
    const isReady = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error("Prometheus did not start")
}, 30_000)

afterAll(async () => {
  const ended = new Promise((done) => server?.on("exit", done) ?? done(0))
  server?.kill()
  await ended
  rmSync(scratch, { recursive: true })
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

test.skipIf(!installed)("from a running program to an entry that is proven, in four commands", async () => {
  const file = join(scratch, "prometheus.prom")
  const captured = await run("capture", `${url}/metrics`, "--target", "Prometheus", "--max-series", "40", "-o", file)
  expect([captured.code, captured.err]).toEqual([0, expect.stringContaining(" series of prometheus ")])
  expect(readFileSync(file, "utf8")).toContain(`# CAPTURE url: ${url}/metrics`)

  const begun = await run(
    ...["new", "prometheus-server", "--kind", "native", "--capture", file, "--catalog", catalog],
    ...["--title", "Prometheus", "--summary", "What Prometheus says of itself.", "--category", "monitoring"],
    ...["--source", "https://github.com/prometheus/prometheus", "--license", "Apache-2.0", "--maintainer", "someone"],
    ...["--port", "9090", "--job", "prometheus"],
  )
  expect([begun.code, begun.err]).toEqual([0, "Next: exporterhub validate prometheus-server --promtool require"])

  const checked = await run("validate", "prometheus-server", "--promtool", "require", "--catalog", catalog, "--json")
  expect([checked.code, JSON.parse(checked.out)]).toEqual([0, { entries: 1, problems: [] }])
  expect((await run("fmt", "--check", "prometheus-server", "--catalog", catalog)).code).toBe(0)

  const { version } = JSON.parse((await run("show", "prometheus-server", "--catalog", catalog, "--json")).out)
    .versions[0]
  const newer = join(scratch, "newer.prom")
  writeFileSync(
    newer,
    readFileSync(file, "utf8").replaceAll(version, "99.0.0").replaceAll("prometheus_tsdb_head_series ", "x_head "),
  )
  const bumped = await run("bump", "prometheus-server", "--capture", newer, "--catalog", catalog, "--json")
  expect(JSON.parse(bumped.out)).toMatchObject({ from: version, to: "99.0.0", problems: expect.any(Array) })
  expect(
    JSON.parse(bumped.out).metrics.map(
      ({ kind, metric }: { kind: string; metric: { name: string } }) => `${kind} ${metric.name}`,
    ),
  ).toEqual(["removed prometheus_tsdb_head_series", "added x_head"])
})
