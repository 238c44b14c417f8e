import { afterEach, expect, test, vi } from "vitest"
import { paletteGroups } from "@/app/components/palette/items"
import { recentChoices, rememberChoice } from "@/app/components/palette/recent"
import { shortcutOf } from "@/app/components/shortcuts/keys"
import type { Suggestion } from "@/lib/search/suggest"

const thing = (title: string, type: Suggestion["type"]): Suggestion => ({
  title,
  type,
  entry: "redis-exporter",
  url: `/entries/redis-exporter/${type}s/${title}`,
  highlights: [[0, 5]],
})
const rows = (text: string, suggestions: Suggestion[] = [], recent: Suggestion[] = []) =>
  paletteGroups(text, suggestions, recent).map(({ title, items }) => [title, items.map((item) => item.title)])

afterEach(() => vi.unstubAllGlobals())

test("things come by type, the type of the best one first, and all results are the last row", () => {
  const found = [thing("RedisDown", "alert"), thing("redis_up", "metric"), thing("RedisSlow", "alert")]
  expect(rows("redis", found)).toEqual([
    ["Alerts", ["RedisDown", "RedisSlow"]],
    ["Metrics", ["redis_up"]],
    ["Search", ["See all results for “redis”"]],
  ])
  const last = paletteGroups(" a b&c ", found, []).at(-1)?.items.at(-1)
  expect(last).toMatchObject({ kind: "search", href: "/search?q=a%20b%26c" })
})

test("actions are found by the beginnings of their words, in any order", () => {
  expect(rows("dark sw")).toEqual([
    ["Go to", ["Switch between dark and light"]],
    ["Search", ["See all results for “dark sw”"]],
  ])
  expect(rows("zzz")).toEqual([["Search", ["See all results for “zzz”"]]])
})

test("without a text there are the last choices, then all actions, and nothing to search for", () => {
  const [recent, actions, ...others] = rows(" ", [thing("RedisDown", "alert")], [thing("redis_up", "metric")])
  expect(recent).toEqual(["Recent", ["redis_up"]])
  expect(actions?.[0]).toBe("Actions")
  expect(actions?.[1]).toContain("Lint your own rules")
  expect(others).toEqual([])
})

function storage(start: Record<string, string> = {}) {
  const kept = new Map(Object.entries(start))
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
}

test("the last six choices are kept, each once, newest first", () => {
  storage()
  for (const name of ["A", "B", "C", "D", "E", "F", "G", "B"]) rememberChoice(thing(name, "alert"))
  expect(recentChoices().map(({ title }) => title)).toEqual(["B", "G", "F", "E", "D", "C"])
})

test.each([
  ["no JSON", "{"],
  ["no list", '{"a":1}'],
  ["another shape", '[{"title":1,"type":"alert","entry":"a","url":"/entries/a"},null,"x"]'],
  ["a script", '[{"title":"a","type":"alert","entry":"a","url":"javascript:alert(1)"}]'],
  ["another site", '[{"title":"a","type":"alert","entry":"a","url":"//evil.example/entries/a"}]'],
])("storage that holds %s gives no choices", (_, text) => {
  storage({ "palette-recent": text })
  expect(recentChoices()).toEqual([])
})

test("where storage is forbidden nothing is remembered and nothing fails", () => {
  const forbidden = () => {
    throw new Error("denied")
  }
  vi.stubGlobal("localStorage", { getItem: forbidden, setItem: forbidden })
  expect(() => rememberChoice(thing("A", "alert"))).not.toThrow()
  expect(recentChoices()).toEqual([])
})

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false }
test.each([
  ["/", {}, false, false, { does: "search" }],
  ["/", {}, true, false, undefined],
  ["?", {}, false, false, { does: "keys" }],
  ["k", { ctrlKey: true }, true, false, { does: "palette" }],
  ["K", { metaKey: true }, false, false, { does: "palette" }],
  ["k", {}, false, false, { does: "previous" }],
  ["j", {}, false, false, { does: "next" }],
  ["j", { ctrlKey: true }, false, false, undefined],
  ["g", {}, false, false, { does: "begin-go" }],
  ["h", {}, false, true, { does: "go", href: "/" }],
  ["h", {}, false, false, undefined],
  ["h", {}, true, true, undefined],
  ["/", { altKey: true }, false, false, undefined],
])("%s with %j (typing %s, going %s) is %j", (key, modifiers, typing, going, shortcut) => {
  expect(shortcutOf({ key, ...PLAIN, ...modifiers }, typing, going)).toEqual(shortcut)
})
