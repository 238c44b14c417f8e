import { expect, test } from "vitest"
import { lazyEntry, takeApart } from "@/lib/catalog/lazy-entry"
import { demoEntry } from "../../support/demo"

test("a lazy entry is the entry, part by part", async () => {
  const entry = await demoEntry()
  const { light, parts, captures } = takeApart(entry)
  expect(lazyEntry(light, { parts: () => parts, captures: () => captures })).toEqual(entry)
})

test("large parts are loaded when they are read, and captures only when they are", async () => {
  const { light, parts, captures } = takeApart(await demoEntry())
  const loads: string[] = []
  const lazy = lazyEntry(light, {
    parts: () => {
      loads.push("parts")
      return parts
    },
    captures: () => {
      loads.push("captures")
      return captures
    },
  })
  const { id, title, versions, parameters } = lazy
  expect([id, title, versions[0]?.version, parameters.length]).toEqual(["demo-exporter", "Demo exporter", "1.2.0", 5])
  expect(loads).toEqual([])
  expect(lazy.alerts.length).toBe(2)
  expect(loads).toEqual(["parts"])
  expect(versions[0]?.captures.length).toBe(2)
  expect(loads).toEqual(["parts", "captures"])
})

test("the light part is small: nothing of captures, rules, tests or texts is in it", async () => {
  const light = JSON.stringify(takeApart(await demoEntry()).light)
  for (const word of ["demo_requests_total", "DemoDown", "What it measures"]) expect(light).not.toContain(word)
})
