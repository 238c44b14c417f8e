import { expect, test } from "vitest"
import { lazyEntry, lightEntry } from "@/lib/catalog/lazy-entry"
import { demoEntry } from "../../support/demo"

test("a lazy entry is the entry, part by part", async () => {
  const entry = await demoEntry()
  expect(lazyEntry(lightEntry(entry), () => entry)).toEqual(entry)
})

test("only the large parts are loaded, each time that one is read", async () => {
  const entry = await demoEntry()
  let loads = 0
  const lazy = lazyEntry(lightEntry(entry), () => {
    loads++
    return entry
  })
  expect([lazy.id, lazy.title, lazy.versions[0]?.version, lazy.parameters.length]).toEqual([
    "demo-exporter",
    "Demo exporter",
    "1.2.0",
    5,
  ])
  expect(loads).toBe(0)
  expect(lazy.alerts.length).toBe(2)
  expect(lazy.versions[0]?.captures.length).toBe(2)
  expect(loads).toBe(2)
})

test("the light part is small: nothing of captures, rules, tests or texts is in it", async () => {
  const light = JSON.stringify(lightEntry(await demoEntry()))
  for (const word of ["demo_requests_total", "DemoDown", "What it measures"]) expect(light).not.toContain(word)
})
