import remarkGfm from "remark-gfm"
import remarkParse from "remark-parse"
import { unified } from "unified"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { metricIndex } from "@/lib/api/metric-index"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntries } from "@/lib/catalog/load-entry"
import { allChecks } from "@/lib/checks/all"
import { llmsTxt } from "@/lib/markdown/catalog"
import type { MarkdownHub } from "@/lib/markdown/hub"
import { markdownLinks } from "@/lib/markdown/links"
import { markdownPage } from "@/lib/markdown/route"
import { code, codeBlock, demoted, plain } from "@/lib/markdown/text"
import { entryCard } from "@/lib/stats/entry-card"
import { AWKWARD } from "../../support/awkward"
import { demoEntry } from "../../support/demo"

type Node = { type: string; url?: string; value?: string; depth?: number; children?: Node[] }

const ORIGIN = "https://hub.example.org"
const CATALOG = new URL("../../../catalog", import.meta.url).pathname
const hubOf = (entries: readonly Entry[]): MarkdownHub => ({
  entries,
  cards: entries.map(entryCard),
  byId: new Map(entries.map((entry) => [entry.id, entry])),
  mutations: new Map(),
  origins: new Map(),
  links: markdownLinks(ORIGIN),
})

function* nodes(node: Node): Generator<Node> {
  yield node
  for (const child of node.children ?? []) yield* nodes(child)
}

const read = (markdown: string): Node[] => [...nodes(unified().use(remarkParse).use(remarkGfm).parse(markdown) as Node)]

const everyPath = (entries: readonly Entry[]): string[][] => [
  ["index"],
  ["docs", "checks"],
  ...allChecks.map(({ id }) => ["docs", "checks", id]),
  ...entries.flatMap((entry) => [
    ["categories", entry.category],
    ["entries", entry.id],
    ...entry.alerts.map(({ alert }) => ["entries", entry.id, "alerts", alert]),
    ...entry.recordings.map(({ record }) => ["entries", entry.id, "recordings", record]),
    ...entry.dashboards.map(({ id }) => ["entries", entry.id, "dashboards", id]),
    ...[...metricIndex(entry).metrics.keys()].map((name) => ["entries", entry.id, "metrics", name]),
  ]),
]

describe("the whole catalog", async () => {
  const loaded = await loadEntries(disk(CATALOG))
  const hub = hubOf(loaded.flatMap(({ entry }) => entry ?? []))
  const paths = everyPath(hub.entries)

  test("every page has one title, and every link to a page of the hub leads to one", { timeout: 60_000 }, () => {
    const known = new Set(paths.map((path) => `${ORIGIN}/${path.map(encodeURIComponent).join("/")}.md`))
    const faults: string[] = []
    // Pages of metrics are all alike, and there are a thousand of them.
    for (const path of paths.filter((path, i) => path[2] !== "metrics" || i % 8 === 0)) {
      const found = read(markdownPage(hub, path))
      const titles = found.filter(({ type, depth }) => type === "heading" && depth === 1)
      if (titles.length !== 1) faults.push(`${path.join("/")} has ${titles.length} titles`)
      for (const { url = "" } of found.filter(({ type }) => type === "link"))
        if (url.startsWith(ORIGIN) && url.endsWith(".md") && !known.has(url))
          faults.push(`${path.join("/")} links ${url}`)
    }
    expect(faults).toEqual([])
    expect(paths.length).toBeGreaterThan(1_000)
  })

  test("llms.txt has the form of llmstxt.org", () => {
    const text = llmsTxt(hub, ORIGIN)
    const tree = unified().use(remarkParse).parse(text) as Node
    const kinds = (tree.children ?? []).map(({ type, depth }) => (type === "heading" ? `h${depth}` : type))
    expect(kinds.slice(0, 3)).toEqual(["h1", "blockquote", "paragraph"])
    // After the words, only headings of the second level, each with one list of links.
    expect(kinds.slice(3).join(" ")).toMatch(/^(h2 list ?)+$/)
    for (const list of (tree.children ?? []).filter(({ type }) => type === "list"))
      for (const item of list.children ?? []) expect(item.children?.[0]?.children?.[0]?.type).toBe("link")
    for (const { id } of hub.entries) expect(text).toContain(`(${ORIGIN}/entries/${id}.md)`)
  })

  test("an alert's page holds its rule as Prometheus reads it, its proof and its runbook", () => {
    const text = markdownPage(hub, ["entries", "redis-exporter", "alerts", "RedisDown"])
    expect(text).toContain("```yaml\n- alert: RedisDown\n  expr: redis_up == 0\n  for: 1m\n")
    expect(text).toContain("\n- Proven: everything below holds\n")
    expect(text).toMatch(/\n## Runbook: .+\n\n### Meaning\n/)
  })
})

test("texts of strangers make no markup: no HTML, no links of theirs, no headings", async () => {
  const evil = `x](javascript:alert(1)) <img src=x onerror=alert(1)> \n\n# Heading\n\n\`\`\`\n | cell | **bold** ![i](/evil.png) [l](/evil) ${AWKWARD.join(" ")}`
  const demo = await demoEntry()
  const entry: Entry = {
    ...demo,
    title: evil,
    summary: evil,
    license: evil,
    readme: "",
    alerts: demo.alerts.map((alert) => ({ ...alert, annotations: { summary: evil, description: evil } })),
    dashboards: demo.dashboards.map((dashboard) => ({ ...dashboard, title: evil, description: evil })),
    runbooks: new Map(),
  }
  const hub = hubOf([entry])
  const clean = new Map(
    everyPath([{ ...demo, readme: "" }]).map((path) => [
      path.join("/"),
      read(markdownPage(hubOf([{ ...demo, readme: "", runbooks: new Map() }]), path)),
    ]),
  )
  for (const path of everyPath([entry])) {
    const found = read(markdownPage(hub, path))
    const count = (list: Node[], type: string) => list.filter((node) => node.type === type).length
    const same = clean.get(path.join("/")) ?? []
    for (const type of ["html", "image", "strong", "heading", "code", "link", "tableCell"])
      expect(`${type} ${count(found, type)}`, path.join("/")).toBe(`${type} ${count(same, type)}`)
  }
})

test.each([
  ["a`b", "`` a`b ``"],
  ["a", "`a`"],
])("code(%j)", (text, markdown) => expect(code(text)).toBe(markdown))

test("a code block has a fence that its text does not end", () => {
  expect(codeBlock("```\nx\n````\n", "sh")).toBe("`````sh\n```\nx\n````\n`````")
})

test("headings go one level down, but not in code", () => {
  expect(demoted("# A\n```\n# b\n```\n## C\n~~~~\n# d\n~~~\n# e\n~~~~\n# F")).toBe(
    "## A\n```\n# b\n```\n### C\n~~~~\n# d\n~~~\n# e\n~~~~\n## F",
  )
})

test("underscores inside of names stay as they are", () => {
  expect(plain("redis_up _x_ a*b")).toBe("redis_up \\_x\\_ a\\*b")
})

test.each([
  ["nope"],
  ["entries", "nope"],
  ["entries", "demo-exporter", "constructor", "x"],
  ["entries", "demo-exporter", "alerts", "Nope"],
  ["docs", "checks", "nope"],
  [],
])("what is not there is not found: %j", async (...path) => {
  const hub = hubOf([await demoEntry()])
  expect(() => markdownPage(hub, path.flat())).toThrow(expect.objectContaining({ code: "not-found" }))
})
