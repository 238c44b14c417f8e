import { load } from "js-yaml"
import { beforeAll, describe, expect, test, vi } from "vitest"
import { bundleCommand, bundleOf, bundleSearch, readBundleQuery } from "@/app/bundle-query"
import { demoEntry, FIXTURES } from "../support/demo"

vi.mock("server-only", () => ({}))
vi.hoisted(() => {
  process.env.EXPORTERHUB_CATALOG = new URL("../fixtures", import.meta.url).pathname
})

import { GET as download } from "@/app/api/bundle/download/route"
import { GET as tuneFile } from "@/app/api/tune/file/route"
import { GET as tune } from "@/app/api/tune/route"

const entry = await demoEntry()
const ADDRESS = "p.address=demo://x:7000"
const query = (text: string) => readBundleQuery(entry, new URLSearchParams(`${ADDRESS}&${text}`))
const at = (path: string) => new Request(`http://127.0.0.1:3000${path}`)

beforeAll(() => expect(process.env.EXPORTERHUB_CATALOG).toBe(FIXTURES))

describe("a tuning in a link", () => {
  test.each([
    [
      "t.DemoMemoryHigh.threshold.1=0.95&t.DemoMemoryHigh.for=5m",
      { DemoMemoryHigh: { threshold: { 1: 0.95 }, for: "5m" } },
    ],
    ["t.DemoDown.threshold=-1e-3&t.DemoDown.severity=info", { DemoDown: { threshold: -0.001, severity: "info" } }],
    ["t.DemoDown.enabled=false", { DemoDown: { enabled: false } }],
    [
      "t.DemoDown.labels.team=db&t.DemoDown.annotations.description=",
      { DemoDown: { labels: { team: "db" }, annotations: { description: null } } },
    ],
    ['t.*.matchers=namespace="a"', { "*": { matchers: 'namespace="a"' } }],
    [
      "t.DemoMemoryHigh.threshold.instance:demo_memory:ratio=0.5",
      { DemoMemoryHigh: { threshold: { "instance:demo_memory:ratio": 0.5 } } },
    ],
  ])("%s", (text, tuning) => {
    const read = query(text)
    expect(bundleOf(entry, read).request.tuning).toEqual({ "demo-exporter": tuning })
    expect(readBundleQuery(entry, bundleSearch(entry, read))).toEqual(read)
  })

  test("that is empty is none, and the bundle is the same", () => {
    const plain = bundleOf(entry, query(""))
    const empty = bundleOf(entry, query("t.DemoDown.for=&t.DemoDown.threshold=+"))
    expect(empty.request).toEqual(plain.request)
    expect(empty.bundle.digest).toBe(plain.bundle.digest)
  })

  test.each([
    ["t.DemoDown.threshold=high", "t.DemoDown.threshold", "must be a finite number"],
    ["t.DemoDown.threshold=Infinity", "t.DemoDown.threshold", "must be a finite number"],
    ["t.DemoMemoryHigh.threshold=1", "t.DemoMemoryHigh.threshold", "does not say by itself which comparison"],
    ["t.DemoDown.for=5", "t.DemoDown.for", "must be a duration"],
    ["t.DemoDown.severity=page", "t.DemoDown.severity", "must be critical, warning, info"],
    ["t.DemoDown.enabled=maybe", "t.DemoDown.enabled", "must be true or false"],
    ["t.DemoDwn.for=5m", "t.DemoDwn", "Did you mean DemoDown?"],
    ["t.DemoDown.threshhold=5", "t.DemoDown.threshhold", "Did you mean threshold?"],
    ["t.DemoDown=5", "t.DemoDown.", "unknown key"],
    ['t.*.matchers=a="b"} or vector(1', "t.*.matchers", "is no condition on labels"],
    ["t.__proto__.for=5m", "t.__proto__", "is no name"],
  ])("%s is refused by the name of its field", (text, field, message) => {
    expect(() => bundleOf(entry, query(text))).toThrow(
      expect.objectContaining({
        code: "usage",
        fields: expect.arrayContaining([{ field, message: expect.stringContaining(message) }]),
      }),
    )
  })

  test("is flags in a terminal, and a file where there are none", () => {
    const flags = `t.DemoDown.for=5m&t.DemoDown.severity=info&t.DemoMemoryHigh.threshold.1=0.5&t.*.matchers=a="b c"`
    const command = bundleCommand(entry, query(`${flags}&t.DemoMemoryHigh.enabled=false`), "bundle", undefined)
    expect(command.split(" \\\n  ").slice(4)).toEqual([
      "--for DemoDown=5m",
      "--severity DemoDown=info",
      "--disable DemoMemoryHigh",
      "--threshold 'DemoMemoryHigh#1=0.5'",
      `--matcher 'a="b c"'`,
      "--output bundle",
    ])
    expect(bundleCommand(entry, query("t.DemoDown.labels.team=db"), "install", undefined)).toContain("--tune tune.yaml")
  })
})

describe("the routes", () => {
  const tuned = "entry=demo-exporter&t.DemoDown.for=5m&t.DemoMemoryHigh.enabled=false"

  test("the bundle of a link is tuned", async () => {
    const text = await (await download(at(`/api/bundle/download?${tuned}&${ADDRESS}`))).text()
    expect(text).toContain("for: 5m")
    expect(text).not.toContain("DemoMemoryHigh")
  })

  test("tune.yaml has the tuning and what it was made against", async () => {
    const response = await tuneFile(at(`/api/tune/file?${tuned}`))
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="tune.yaml"')
    expect(load(await response.text())).toEqual({
      "demo-exporter": {
        DemoDown: { for: "5m", base: { expr: expect.any(String), for: "2m" } },
        DemoMemoryHigh: { enabled: false, base: { expr: expect.any(String) } },
      },
    })
  })

  test("tune.yaml of a tuning that cannot be is a problem", async () => {
    for (const search of ["entry=demo-exporter", "entry=demo-exporter&t.DemoDown.for=x"])
      expect((await tuneFile(at(`/api/tune/file?${search}`))).status).toBe(400)
    expect((await tuneFile(at("/api/tune/file?entry=nope&t.A.for=5m"))).status).toBe(404)
  })

  test("the rules afterwards, with faults", async () => {
    const answer = await (await tune(at(`/api/tune?${tuned}&t.DemoDown.severity=critical`))).json()
    expect(answer.rules.map((rule: { alert?: string }) => rule.alert)).toEqual(["DemoDown", undefined])
    expect(answer.rules[0]).toMatchObject({ for: "5m" })
    expect(answer.faults).toEqual([
      { field: "t.DemoDown.severity", severity: "warning", message: "critical is what DemoDown has anyway" },
    ])
  })
})
