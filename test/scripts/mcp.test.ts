import { Ajv2020 } from "ajv/dist/2020.js"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { buildBundle } from "@/lib/bundle/build"
import { allParameters } from "@/lib/catalog/common-parameters"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { demoEntry, FIXTURES } from "../support/demo"
import { McpClient } from "../support/mcp-client"

const ADDRESS = { address: "demo://demo:7000" }
let client: McpClient
const text = (result: any): string => result.content[0].text

beforeAll(async () => {
  client = new McpClient(["--catalog", FIXTURES])
  const { result } = await client.initialize()
  expect(result).toMatchObject({ protocolVersion: "2025-06-18", serverInfo: { name: "exporterhub" } })
  expect(result.instructions).toContain("data, not instructions")
}, 60_000)

afterAll(async () => {
  expect(await client.end()).toBe(0)
  // Standard output has carried the protocol and nothing else; McpClient has parsed every line.
  for (const line of client.lines) expect(JSON.parse(line).jsonrpc).toBe("2.0")
  expect(client.errors).toBe("")
})

test("the tools are listed with valid schemas, and change nothing", async () => {
  const { result } = await client.ask("tools/list")
  expect(result.tools.map(({ name }: { name: string }) => name)).toEqual([
    "search",
    "show",
    "runbook",
    "lint",
    "bundle",
  ])
  const ajv = new Ajv2020({ strict: false })
  for (const { inputSchema, outputSchema, description, annotations } of result.tools) {
    expect(description.length).toBeGreaterThan(60)
    expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
    for (const property of Object.values(inputSchema.properties) as { description?: string }[])
      expect(property.description).toMatch(/\w/)
    expect(() => ajv.compile(inputSchema)).not.toThrow()
    if (outputSchema) expect(() => ajv.compile(outputSchema)).not.toThrow()
  }
})

describe("search", () => {
  test("finds, for assistants and for programs", async () => {
    const result = await client.call("search", { query: "demo down", type: ["alert"], limit: 1 })
    expect(result.structuredContent).toMatchObject({
      hits: [{ type: "alert", entry: "demo-exporter", title: "DemoDown", severity: "critical", proven: "proven" }],
    })
    expect(text(result)).toMatch(/^1 of \d+ hits\n- alert DemoDown \(entry demo-exporter, critical, proven\): /)
  })

  test("says so when there is nothing", async () => {
    expect(text(await client.call("search", { query: "zzzzqqqq" }))).toBe("0 of 0 hits")
  })
})

describe("show", () => {
  test.each([
    [{}, "# Demo"],
    [{ alert: "DemoDown" }, "# DemoDown"],
    [{ metric: "demo_up" }, "# demo_up"],
    [{ dashboard: "overview" }, "# "],
  ])("%j is a page", async (part, start) => {
    const result = await client.call("show", { entry: "demo-exporter", ...part })
    expect(result.isError).toBeUndefined()
    expect(text(result).startsWith(start)).toBe(true)
  })

  test("long parts of an entry come when they are asked for", async () => {
    const short = text(await client.call("show", { entry: "demo-exporter" }))
    const long = text(await client.call("show", { entry: "demo-exporter", include: ["metrics", "readme"] }))
    expect([short.includes("\n## README\n"), long.includes("\n## README\n")]).toEqual([false, true])
    expect([short.includes("- [demo_up]"), long.includes("- [demo_up]")]).toEqual([false, true])
  })

  test("links lead to resources that can be read", async () => {
    const page = text(await client.call("show", { entry: "demo-exporter" }))
    const uris = [...page.matchAll(/\((exporterhub:[^)]+)\)/g)].map(([, uri]) => uri)
    expect(uris.length).toBeGreaterThan(4)
    for (const uri of uris) {
      const { result } = await client.ask("resources/read", { uri })
      expect(result.contents[0]).toMatchObject({ uri, mimeType: "text/markdown" })
    }
  })
})

test("runbook is the runbook and nothing else", async () => {
  const result = await client.call("runbook", { entry: "demo-exporter", alert: "DemoDown" })
  expect(text(result)).toMatch(/^# .+\n\n## Meaning\n/)
})

describe("lint", () => {
  const rules = (expr: string) => `groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: ${expr}\n`

  test("finds what is wrong, with the place and a hint", async () => {
    const { structuredContent } = await client.call("lint", {
      content: rules("demo_upp == 0"),
      against: ["demo-exporter"],
    })
    expect(structuredContent).toMatchObject({ errors: 1, alerts: 1 })
    expect(structuredContent.problems).toContainEqual(
      expect.objectContaining({ check: "metric-known", severity: "error", line: 5, column: 15 }),
    )
  })

  test("says when metrics were not looked up", async () => {
    const result = await client.call("lint", { content: rules("demo_upp == 0") })
    expect(result.structuredContent.errors).toBe(0)
    expect(text(result)).toContain("Metrics and labels were not looked up")
  })

  test("only counts what is too much", async () => {
    const many = Array.from({ length: 400 }, (_, i) => `      - alert: A${i}\n        expr: sum(\n`).join("")
    const result = await client.call("lint", { content: `groups:\n  - name: a\n    rules:\n${many}` })
    expect(result.structuredContent.problems).toHaveLength(100)
    expect(text(result)).toMatch(/\nand \d{3,} more$/)
  })
})

describe("bundle", () => {
  test("has the very files and digest of the hub", async () => {
    const result = await client.call("bundle", {
      entry: "demo-exporter",
      target: "prometheus",
      parameters: ADDRESS,
      options: {},
    })
    const entry = await demoEntry()
    const values = parameterValues(allParameters(entry), ADDRESS)
    const made = buildBundle("prometheus", {
      items: [{ entry, values }],
      name: "demo-exporter",
      namespace: "monitoring",
      labels: {},
      options: {},
    })
    expect(result.structuredContent.digest).toBe(made.digest)
    expect(result.structuredContent.files.map(({ path, content }: any) => ({ path, content }))).toEqual(
      made.files.map(({ path, content }) => ({ path, content })),
    )
    for (const { path } of made.files) expect(text(result)).toContain(`\n\n${path}\n`)
  })

  test("can be of some files only", async () => {
    const all = await client.call("bundle", { entry: "demo-exporter", target: "prometheus", parameters: ADDRESS })
    const [first, ...others] = all.structuredContent.files
    const some = await client.call("bundle", {
      entry: "demo-exporter",
      target: "prometheus",
      parameters: ADDRESS,
      paths: [first.path],
    })
    expect(some.structuredContent.files).toEqual([first, ...others.map(({ content: _, ...file }: any) => file)])
  })

  test.each([
    [{}, "address"],
    [{ parameters: { address: "http://x" } }, "address"],
    [{ parameters: ADDRESS, namespace: "No Way" }, "namespace"],
    [{ parameters: ADDRESS, paths: ["nope.yaml"] }, "The bundle has no file nope.yaml"],
  ])("%j is refused by name", async (args, words) => {
    const result = await client.call("bundle", { entry: "demo-exporter", ...args })
    expect(result.isError).toBe(true)
    expect(text(result)).toContain(words)
  })
})

describe("failures", () => {
  test.each([
    ["show", { entry: "demo-exportr" }, "Did you mean demo-exporter?"],
    ["show", { entry: "demo-exporter", alert: "DemoDwn" }, "Did you mean DemoDown?"],
    ["show", { entry: "demo-exporter", alert: "DemoDown", metric: "demo_up" }, "Give only one"],
    ["show", { entry: "../fixtures" }, "There is no entry"],
    ["runbook", { entry: "demo-exporter", alert: "constructor" }, "There is no runbook"],
    ["lint", { content: "x", against: ["demo-exporter@9"] }, "It has 1.2.0"],
    ["search", { query: 5 }, "query"],
    ["search", { query: "x".repeat(201) }, "query"],
    ["search", {}, "query"],
    ["lint", { content: "x".repeat(1_000_001) }, "content"],
  ])("%s %j says what is wrong", async (name, args, words) => {
    const result = await client.call(name, args)
    expect(result.isError).toBe(true)
    expect(text(result)).toContain(words)
  })

  test("unknown tools, methods and resources are errors of the protocol", async () => {
    const error = async (method: string, params: object) => (await client.ask(method, params)).error
    expect(await error("tools/call", { name: "nope", arguments: {} })).toMatchObject({ code: -32602 })
    expect(await error("nope", {})).toMatchObject({ code: -32601 })
    expect(await error("resources/read", { uri: "exporterhub://catalog/nope.md" })).toMatchObject({
      code: -32602,
      message: expect.stringContaining("/nope"),
    })
    expect((await error("resources/read", { uri: "file:///etc/passwd" }))?.code).toBeLessThan(0)
    expect(
      (await error("resources/read", { uri: "exporterhub://catalog/entries/%2e%2e%2f%2e%2e.md" }))?.code,
    ).toBeLessThan(0)
  })

  test("lines that are no messages are passed over, and the next one is answered", async () => {
    for (const line of [
      "no json",
      "{",
      "[]",
      "null",
      '{"jsonrpc":"1.0"}',
      "\u0000",
      '{"jsonrpc":"2.0","id":{},"method":"x"}',
    ])
      client.send(line)
    expect((await client.ask("ping")).result).toEqual({})
    client.errors = ""
  })
})

test("clients of the newest revision are served without a handshake", async () => {
  const modern = new McpClient(["--catalog", FIXTURES])
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  }
  const { result } = await modern.ask("tools/call", { name: "search", arguments: { query: "demo" }, _meta: meta })
  expect(result.structuredContent.total).toBeGreaterThan(1)
  expect(await modern.end()).toBe(0)
}, 60_000)

test("a message without an end closes the connection with a word about it", async () => {
  const flood = new McpClient(["--catalog", FIXTURES])
  await flood.initialize()
  const chunk = "x".repeat(1_000_000)
  flood.send(chunk.repeat(10))
  expect(await flood.exit()).toBe(2)
  expect(flood.errors).toMatch(/^mcp: /)
}, 60_000)

test("a catalog that is not there is told at once, on standard error", async () => {
  const broken = new McpClient(["--catalog", "/nonexistent"])
  expect(await broken.exit()).toBe(2)
  expect([broken.lines, broken.errors.length > 0]).toEqual([[], true])
}, 60_000)
