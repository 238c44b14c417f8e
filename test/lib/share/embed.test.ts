import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { embedHtml } from "@/lib/share/embed"
import { AWKWARD } from "../../support/awkward"
import { demoEntry } from "../../support/demo"
import { type Element, parseXml } from "../../support/xml"

const ORIGIN = "https://hub.example.org"
const read = (html: string): Element => parseXml(html.replace("<!doctype html>\n", ""))
const file = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")

function* elements(root: Element): Generator<Element> {
  yield root
  for (const child of root.children) yield* elements(child)
}

test("it has a title, a heading, and links that leave the frame", async () => {
  const root = read(embedHtml({ mutations: new Map() }, await demoEntry(), ORIGIN, "dark"))
  const all = [...elements(root)]
  expect(root.attributes).toEqual({ lang: "en", "data-theme": "dark" })
  expect(all.filter(({ name }) => name === "h1")).toHaveLength(1)
  const links = all.filter(({ name }) => name === "a")
  expect(links.length).toBeGreaterThanOrEqual(5)
  for (const { attributes } of links) expect(attributes).toMatchObject({ target: "_blank", rel: "noopener" })
  expect(links.map(({ attributes }) => attributes.href)).toContain(`${ORIGIN}/entries/demo-exporter/alerts/DemoDown`)
  expect(all.find(({ attributes }) => attributes.class === "facts")?.children.map(({ text }) => text)).toEqual([
    "2 alerts, 2 proven",
    "1 dashboard",
    "version 1.2.0",
  ])
})

test("texts of strangers make no elements and no scripts", async () => {
  const demo = await demoEntry()
  const evil = `"></a><script>alert(1)</script><img src=x onerror=alert(1)> ${AWKWARD.join(" ")}`
  const entry = {
    ...demo,
    title: evil,
    summary: evil,
    versions: demo.versions.map((one) => ({ ...one, version: evil })),
  }
  const names = (html: string): string[] => [...elements(read(html))].map(({ name }) => name)
  const page = embedHtml({ mutations: new Map() }, entry, ORIGIN, "auto")
  expect(names(page)).toEqual(names(embedHtml({ mutations: new Map() }, demo, ORIGIN, "auto")))
  expect(names(page)).not.toContain("script")
})

test("its colours are those of the site", () => {
  const pairs = (css: string): Set<string> => new Set(css.match(/light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)/g))
  const own = pairs(file("public/embed.css"))
  const known = pairs(file("app/tokens.css"))
  expect(own.size).toBeGreaterThanOrEqual(8)
  expect([...own].filter((pair) => !known.has(pair))).toEqual([])
  expect(file("public/embed.css").replace(/light-dark\([^)]*\)/g, "")).not.toMatch(/#[0-9a-f]{3}/)
})
