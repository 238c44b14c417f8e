import { expect, test } from "vitest"
import { cardOf } from "@/lib/share/card"
import { entryCard } from "@/lib/stats/entry-card"
import { demoEntry } from "../../support/demo"

const hubOf = (entry: Awaited<ReturnType<typeof demoEntry>>) => ({
  cards: [entryCard(entry)],
  byId: new Map([[entry.id, entry]]),
  mutations: new Map(),
})

test("every kind of page has a card with its numbers", async () => {
  const hub = hubOf(await demoEntry())
  expect(cardOf(hub, []).facts[0]).toEqual({ value: "1", name: "exporter" })
  expect(cardOf(hub, ["entries", "demo-exporter"])).toMatchObject({
    kind: "Exporter",
    facts: [
      { value: "2", name: "alerts" },
      { value: "2", name: "proven" },
      { value: "1", name: "dashboard" },
      { name: "metrics" },
    ],
  })
  expect(cardOf(hub, ["entries", "demo-exporter", "alerts", "DemoDown"])).toMatchObject({
    title: "DemoDown",
    code: expect.stringContaining("demo_up"),
    severity: "critical",
    facts: [{ value: "Proven" }, { name: "unit tests" }],
  })
  expect(cardOf(hub, ["entries", "demo-exporter", "metrics", "demo_up"]).title).toBe("demo_up")
  expect(cardOf(hub, ["entries", "demo-exporter", "dashboards", "overview"]).facts[0]?.name).toBe("panels")
})

test.each([
  ["entries"],
  ["entries", "nope"],
  ["entries", "demo-exporter", "alerts", "Nope"],
  ["entries", "demo-exporter", "constructor", "x"],
  ["docs"],
])("other pages have none: %j", async (...path) => {
  const hub = hubOf(await demoEntry())
  expect(() => cardOf(hub, path.flat())).toThrow(expect.objectContaining({ code: "not-found" }))
})

test("texts are short, of one line, and of characters that the fonts have: others would be asked for on the network", async () => {
  const evil = `日本語 🙂 مرحبا \u202e\u0000 line\nbreak “quoted” – fine… ${"x".repeat(500)}`
  const demo = await demoEntry()
  const { title, summary } = cardOf(hubOf({ ...demo, title: evil, summary: evil }), ["entries", "demo-exporter"])
  for (const text of [title, summary]) {
    expect(text).toMatch(/^[\u0020-\u007e\u00a1-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026]+$/)
    expect(text).toMatch(/^line break “quoted” – fine… x+…$/)
    expect(text.length).toBeLessThanOrEqual(150)
  }
})
