import { renderToStaticMarkup } from "react-dom/server"
import { expect, test, vi } from "vitest"

vi.mock("server-only", () => ({}))
const { PagedEntries } = await import("@/app/components/paged-entries")
const { entryCard } = await import("@/lib/stats/entry-card")
const { demoEntry } = await import("@/test/support/demo")

const card = entryCard(await demoEntry())
const entries = Array.from({ length: 120 }, (_, i) => ({ ...card, id: `e${i + 1}`, title: `Entry ${i + 1}` }))

function shown(page: string | undefined, all = entries) {
  const html = renderToStaticMarkup(PagedEntries({ entries: all, page, path: "/entries" }))
  const titles = [...html.matchAll(/>(Entry \d+)</g)].map(([, title]) => title)
  const links = [...html.matchAll(/href="(\/entries(?:\?[^"]*)?)"/g)].map(([, href]) => href)
  return { titles: [titles[0], titles.at(-1), titles.length], links }
}

test.each([
  [undefined, ["Entry 1", "Entry 50", 50]],
  ["2", ["Entry 51", "Entry 100", 50]],
  ["3", ["Entry 101", "Entry 120", 20]],
  ["4", ["Entry 101", "Entry 120", 20]], // beyond the last
  ["-1", ["Entry 1", "Entry 50", 50]],
  ["x", ["Entry 1", "Entry 50", 50]],
])("page %s shows %j", (page, titles) => expect(shown(page).titles).toEqual(titles))

test("every page has an address, the first that of the list", () =>
  expect(shown("2").links).toEqual(["/entries", "/entries", "/entries?page=2", "/entries?page=3", "/entries?page=3"]))

test("a short list has no pages", () => expect(shown(undefined, entries.slice(0, 50)).links).toEqual([]))
