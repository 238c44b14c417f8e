import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as icons from "simple-icons"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { targets } from "@/lib/bundle/all"
import { buildBundle, optionValues } from "@/lib/bundle/build"
import { allParameters } from "@/lib/catalog/common-parameters"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { alertEvidence, isProven } from "@/lib/checks/evidence"
import { validateEntry } from "@/lib/checks/validate"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))
const ids = readdirSync(CATALOG)

describe.each(ids)("%s", (id) => {
  const loaded = loadEntry(disk(CATALOG), id)

  test("has no problem", async () => {
    expect(validateEntry(await loaded)).toEqual([])
  })

  test("every alert is proven, and there are enough of them to be of use", async () => {
    const { entry } = await loaded
    expect(entry?.alerts.filter((alert) => !isProven(alertEvidence(entry, alert))).map(({ alert }) => alert)).toEqual(
      [],
    )
    expect(entry?.alerts.length).toBeGreaterThanOrEqual(8)
    expect(entry?.dashboards.length).toBeGreaterThanOrEqual(1)
  })

  test.each(targets)("renders for $id with its example values, or says why it cannot", async (target) => {
    const { entry } = await loaded
    if (!entry) throw new Error("broken")
    const values = parameterValues(allParameters(entry), {}, { examples: true })
    const options = optionValues(target.id, {}, { examples: true })
    const request = { items: [{ entry, values }], name: id, namespace: "monitoring", labels: {}, options }
    const refused = target.refuses?.(request)
    if (refused) return expect(() => buildBundle(target.id, request)).toThrow(refused.message)
    const bundle = buildBundle(target.id, request)
    expect(bundle.files.length).toBeGreaterThan(0)
    expect(buildBundle(target.id, request).digest).toBe(bundle.digest)
  })

  test("its icon is one of simple-icons", async () => {
    const { entry } = await loaded
    if (entry?.icon === undefined) return
    expect(Object.values(icons).map((icon) => (icon as { slug: string }).slug)).toContain(entry.icon)
  })
})

test("the first five entries are there", () => {
  expect(ids).toEqual(
    expect.arrayContaining([
      "blackbox-exporter",
      "nginx-exporter",
      "node-exporter",
      "postgres-exporter",
      "redis-exporter",
    ]),
  )
})
