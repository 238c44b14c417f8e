import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { parseCapture } from "@/lib/catalog/capture"
import { loadEntry } from "@/lib/catalog/load-entry"
import { FIXTURES } from "@/test/support/demo"
import { run } from "./run"

const METRICS = [
  "# HELP demo_build_info Version of the exporter",
  "# TYPE demo_build_info gauge",
  'demo_build_info{version="v1.3.0"} 1',
  "# TYPE demo_up gauge",
  "demo_up 1",
  "",
].join("\n")

let answer: (request: IncomingMessage, response: ServerResponse) => void
let seen: IncomingMessage["headers"]
const server = createServer((request, response) => {
  seen = request.headers
  answer(request, response)
})
let origin = ""
let scratch = ""
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "exporterhub-capture-"))
  cpSync(FIXTURES, join(scratch, "catalog"), { recursive: true })
})
afterEach(() => rmSync(scratch, { recursive: true }))

const serve = (text: string, type = "text/plain; version=0.0.4", status = 200, headers = {}) => {
  answer = (_, response) => void response.writeHead(status, { "content-type": type, ...headers }).end(text)
}
const scrape = (...flags: string[]) => run("capture", `${origin}/metrics`, "--target", "Demo 7", ...flags)
const files = () => readdirSync(scratch, { recursive: true }).map(String).sort()

test("writes what the exporter said under its provenance, and nothing of what gave access", async () => {
  serve(METRICS)
  writeFileSync(join(scratch, "token"), "s3cret-token\n")
  const address = `${origin.replace("//", "//jane:hunter22@")}/metrics?target=redis://u:p@db:1&api_key=abc#x`
  const file = join(scratch, "a.prom")
  const flags = ["--header", "X-Scope: tenant-9", "--bearer-file", join(scratch, "token"), "-o", file]
  const { code, err } = await run("capture", address, "--target", "Demo 7", "--note", "with load", ...flags)
  expect([code, err]).toEqual([0, "2 series of demo 1.3.0"])
  expect(seen).toMatchObject({ "x-scope": "tenant-9", authorization: "Bearer s3cret-token" })
  expect(seen.accept).toContain("text/plain;version=0.0.4")
  const text = readFileSync(file, "utf8")
  expect(text).not.toMatch(/hunter22|s3cret|tenant-9|jane|u:p|abc/)
  const { capture, problems } = parseCapture(file, text)
  expect(problems).toEqual([])
  expect(capture?.provenance).toMatchObject({ exporter: "demo", exporterVersion: "1.3.0", target: "Demo 7" })
  expect(capture?.provenance.url).toBe(`${origin}/metrics?target=redis%3A%2F%2Fdb%3A1&api_key=redacted`)
  expect(Math.abs(Date.parse(capture?.provenance.captured ?? "") - Date.now())).toBeLessThan(60_000)
  expect(capture?.provenance.notes).toMatchObject({ note: "with load", series: "complete" })
  expect(text.endsWith(METRICS)).toBe(true)
})

test("reads gzip, and counts its size unpacked", async () => {
  answer = (_, response) =>
    void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(`${METRICS}# ${"x".repeat(3_000_000)}\n`))
  expect((await scrape("-o", join(scratch, "a.prom"))).code).toBe(0)
  const tooLarge = await scrape("-o", join(scratch, "b.prom"), "--max-size", "1")
  expect([tooLarge.code, existsSync(join(scratch, "b.prom"))]).toEqual([3, false])
  expect(tooLarge.err).toContain("larger than 1 MiB, unpacked")
})

test.each([
  ["a login page", "<html><form><input type=password></form></html>", "text/html", "This is a login page"],
  ["another page", "<!doctype html><a href=/metrics>Metrics</a>", "text/html", "usually ends in /metrics"],
  ["OpenMetrics", `${METRICS}# EOF\n`, "application/openmetrics-text; version=1.0.0", "This is OpenMetrics"],
  ["JSON", '{"a":1}', "application/json", "This is JSON"],
  ["nothing", "", "text/plain", "not one metric"],
  ["only NaN", 'a NaN\nb{x="1"} nan\n', "text/plain", "Every value is NaN"],
  ["a series twice", 'a{x="1",y="2"} 1\na{y="2",x="1"} 2\n', "text/plain", ":2:1: error: a is there twice"],
  ["a broken line", "a 1\nb{x=1} 2\n", "text/plain", ":2:1: error: This is not a sample line"],
  ["another version", METRICS.replace("1.3.0", "1.4.0"), "text/plain", "it is version v1.4.0, not 1.3.0"],
  ["a password", 'a{dsn="postgres://app:hunter22@db/x"} 1\n', "text/plain", "a password in an address: a, label dsn"],
])("refuses %s with exit code 1, and writes nothing", async (_, text, type, message) => {
  serve(text, type)
  const { code, err } = await scrape("--exporter", "demo", "--version", "1.3.0", "-o", join(scratch, "a.prom"))
  expect([code, files().includes("a.prom")]).toEqual([1, false])
  expect(err).toContain(message)
  expect(err).not.toContain("hunter22")
})

test.each([
  [401, {}, "refuses the request (401)"],
  [404, {}, "Is the path right?"],
  [503, {}, "answered 503"],
  [302, { location: "https://login.example.com/" }, "leads on to https://login.example.com/"],
])("an answer of %i exits with 3", async (status, headers, message) => {
  serve("no", "text/plain", status, headers)
  const { code, err } = await scrape()
  expect([code, err.includes(message)]).toEqual([3, true])
})

test("gives up in time, also in the middle of the answer", async () => {
  answer = (_, response) => void response.writeHead(200).write("a 1\n")
  const started = Date.now()
  const { code, err } = await scrape("--timeout", "300ms")
  expect([code, err.includes("no complete answer in 0.3 s")]).toEqual([3, true])
  expect(Date.now() - started).toBeLessThan(3_000)
})

test("what it redacts and trims stands in the file and on standard error", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `rows{table="t${i}"} ${i}`).join("\n")
  serve(`${METRICS}user_info{user="jane@corp-mail.com"} 1\n${rows}\n`)
  const { code, out, err } = await scrape("--redact", "user", "--max-series", "10", "-o", "-")
  expect(code).toBe(0)
  expect(out).toContain('user_info{user="redacted-1"} 1')
  expect(out).toContain("# CAPTURE note: the values of user were replaced; nothing else was changed")
  expect(out).toContain("# CAPTURE trimmed: rows: 10 of 30 series are kept")
  expect(err).toContain("trimmed: rows: 10 of 30 series are kept")
  expect(out).not.toContain("series: complete")
})

test("puts a new version and a state into the entry, which stays valid", async () => {
  serve(METRICS)
  const catalog = join(scratch, "catalog")
  const flags = ["--entry", "demo-exporter", "--version", "1.3.0", "--catalog", catalog]
  const first = await scrape(...flags, "--json")
  const path = join(catalog, "demo-exporter/captures/1.3.0.prom")
  expect([first.code, JSON.parse(first.out).written]).toEqual([0, [path, join(catalog, "demo-exporter/entry.yaml")]])
  const state = await scrape(...flags, "--state", "busy", "--description", "Under load")
  expect(state.code).toBe(0)
  const { entry, problems } = await loadEntry(disk(catalog), "demo-exporter")
  expect(problems).toEqual([])
  expect(entry?.versions.map(({ version, image, states }) => [version, image, states.map(({ name }) => name)])).toEqual(
    [
      ["1.3.0", "docker.io/example/demo:v1.3.0", ["busy"]],
      ["1.2.0", "docker.io/example/demo:v1.2.0", ["stopped"]],
    ],
  )
  expect(entry?.versions[0]?.captures[1]?.provenance.notes.state).toBe("busy: Under load")

  const again = await scrape(...flags)
  expect([again.code, again.err.includes("has version 1.3.0 already")]).toEqual([2, true])
  serve(METRICS.replace("demo_up 1", "demo_up 0"))
  expect((await scrape(...flags, "--force")).code).toBe(0)
  expect(readFileSync(path, "utf8")).toContain("demo_up 0")
})

test.each([
  [["--entry", "demo-exporter"], "--entry needs --version"],
  [["--entry", "nope", "--version", "1.0.0"], 'no entry "nope"'],
  [["--entry", "demo-exporter", "--version", "9.0.0", "--state", "x", "--description", "y"], "no version 9.0.0"],
  [["--state", "x"], "go together"],
  [["--json"], "give -o"],
  [["--header", "nope"], 'not "Name: value"'],
  [["--bearer-env", "EXPORTERHUB_TEST_NOT_SET"], "no token"],
  [["--timeout", "soon"], "--timeout"],
])("%j is wrong use, found before anything is scraped", async (flags, message) => {
  answer = () => expect.unreachable()
  const { code, err, out } = await scrape(...flags, "--catalog", join(scratch, "catalog"))
  expect([code, (err + out).includes(message)]).toEqual([2, true])
})

test("a file that is there stays, and drafts do not", async () => {
  serve(METRICS)
  const file = join(scratch, "a.prom")
  writeFileSync(file, "mine")
  expect((await scrape("-o", file)).code).toBe(2)
  expect(readFileSync(file, "utf8")).toBe("mine")
  expect(readdirSync(scratch).filter((name) => name.startsWith("."))).toEqual([])
})

test("an address that is none", async () => {
  const { code, err } = await run("capture", "ftp://jane:hunter22@x/", "--target", "x")
  expect([code, err.includes("no http or https address"), err.includes("hunter22")]).toEqual([2, true, false])
})
