import { expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { loadEntries } from "@/lib/catalog/load-entry"
import { atom, type Feed } from "@/lib/feed/atom"
import { changeItems, commitItem, newest, versionItems } from "@/lib/feed/items"
import { AWKWARD } from "../../support/awkward"
import { demoEntry } from "../../support/demo"
import { all, type Element, one, parseXml } from "../../support/xml"

const ORIGIN = "https://hub.example.org"
const CATALOG = new URL("../../../catalog", import.meta.url).pathname
const feedOf = (items: Feed["items"]): Feed => ({
  key: "catalog",
  title: "A & B",
  subtitle: "<new>",
  self: "/feed.xml",
  path: "/",
  items,
})

/** What RFC 4287 demands of a feed, for what ours uses. */
function faultsOf(root: Element): string[] {
  const faults: string[] = []
  const need = (ok: boolean, fault: string) => ok || faults.push(fault)
  need(root.name === "feed" && root.attributes.xmlns === "http://www.w3.org/2005/Atom", "root")
  const items = all(root, "entry")
  for (const part of [root, ...items]) {
    for (const name of ["id", "title", "updated"]) need(all(part, name).length === 1, `${part.name} has one ${name}`)
    need(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(one(part, "id").text),
      "id",
    )
    need(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(one(part, "updated").text), "updated")
    const links = all(part, "link").map(({ attributes }) => attributes)
    need(
      links.every(({ href = "" }) => href.startsWith(`${ORIGIN}/`)),
      "links are absolute",
    )
    need(links.filter(({ rel }) => rel === "alternate").length === 1, "one alternate")
    for (const author of all(part, "author")) need(one(author, "name").text.length > 0, "author has a name")
  }
  need(all(root, "author").length === 1, "the feed has an author for items without one")
  need(all(root, "link").filter(({ attributes }) => attributes.rel === "self").length === 1, "self")
  const ids = items.map((item) => one(item, "id").text)
  need(new Set(ids).size === ids.length, "ids are unique")
  for (const item of items) need(one(item, "summary").text.length > 0, "an item has a summary")
  return faults
}

test("the feed of the catalog is valid, newest first", async () => {
  const loaded = await loadEntries(disk(CATALOG))
  const items = newest(
    loaded.flatMap(({ entry }) => (entry ? versionItems(entry) : [])),
    100,
  )
  const root = parseXml(atom(feedOf(items), ORIGIN))
  expect(faultsOf(root)).toEqual([])
  const times = all(root, "entry").map((item) => one(item, "updated").text)
  expect(times.length).toBeGreaterThan(8)
  expect(times).toEqual([...times].sort().reverse())
  expect(one(root, "updated").text).toBe(times[0])
})

test("the id of an item is the same on every hub, and that of another item is not", async () => {
  const items = versionItems(await demoEntry())
  const ids = (origin: string) =>
    all(parseXml(atom(feedOf(items), origin)), "entry").map((item) => one(item, "id").text)
  expect(ids(ORIGIN)).toEqual(ids("http://127.0.0.1:3000"))
  expect(ids(ORIGIN)).toEqual(["urn:uuid:35cfefae-a69d-8a0d-b400-01bb488e9d9c"])
})

test("texts of strangers stay texts", async () => {
  const entry = { ...(await demoEntry()), title: `]]></title><script>${AWKWARD.join(" ")}\u0000\ud800` }
  const commit = { hash: "abc", date: "2026-01-02T03:04:05+02:00", author: "<b>&\u0001", subject: "</summary>&amp;" }
  const root = parseXml(atom(feedOf([...versionItems(entry), commitItem("demo", entry.title, commit)]), ORIGIN))
  expect(faultsOf(root)).toEqual([])
  expect(new Set(all(root, "entry").flatMap(({ children }) => children.map(({ name }) => name)))).toEqual(
    new Set(["id", "title", "updated", "link", "author", "category", "summary"]),
  )
  const last = all(root, "entry").at(-1)
  expect(last && one(last, "summary").text).toBe("</summary>&amp;")
  expect(last && one(last, "updated").text).toBe("2026-01-02T01:04:05.000Z")
  expect(one(all(root, "entry")[0] as Element, "title").text).toContain("</title><script>")
})

test("a change says which parts changed, and only counts many", () => {
  const names = Array.from({ length: 10 }, (_, i) => `A${i}`)
  const [item] = changeItems({ id: "demo", title: "Demo" }, [
    {
      hash: "1",
      date: "2026-01-01T00:00:00Z",
      author: "Ann",
      subject: "Demo: better",
      changes: [
        ...names.map((name) => ({ part: "alert" as const, change: "added" as const, name })),
        { part: "panel", change: "changed", name: "Memory" },
      ],
    },
  ])
  expect(item).toMatchObject({
    title: "Demo: better",
    summary: "Alerts added: A0, A1, A2, A3, A4, A5, A6, A7 and 2 more. Panels changed: Memory.",
    path: "/entries/demo/changelog",
  })
  const [unknown] = changeItems({ id: "demo", title: "Demo" }, [
    { hash: "1", date: "", author: "Ann", subject: "Other words", changes: undefined },
  ])
  expect(unknown).toMatchObject({ title: "Demo: Other words", summary: "Other words" })
})
