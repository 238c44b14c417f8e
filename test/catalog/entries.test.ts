import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as icons from "simple-icons"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { targets } from "@/lib/bundle/all"
import { buildBundle } from "@/lib/bundle/build"
import { allParameters } from "@/lib/catalog/common-parameters"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { alertEvidence, isProven } from "@/lib/checks/evidence"
import { validateEntry } from "@/lib/checks/validate"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))
const ids = readdirSync(CATALOG)

describe.each(ids)("%s", (id) => {
  test("has no problem", async () => {
    expect(validateEntry(await loadEntry(disk(CATALOG), id))).toEqual([])
  })

  test("every alert is proven, and there are enough of them to be of use", async () => {
    const { entry } = await loadEntry(disk(CATALOG), id)
    expect(entry?.alerts.filter((alert) => !isProven(alertEvidence(entry, alert))).map(({ alert }) => alert)).toEqual(
      [],
    )
    expect(entry?.alerts.length).toBeGreaterThanOrEqual(8)
    expect(entry?.dashboards.length).toBeGreaterThanOrEqual(1)
  })

  test.each(targets.map((target) => target.id))("renders for %s with its example values", async (target) => {
    const { entry } = await loadEntry(disk(CATALOG), id)
    if (!entry) throw new Error("broken")
    const values = parameterValues(allParameters(entry), {}, { examples: true })
    const request = { items: [{ entry, values }], name: id, namespace: "monitoring", labels: {} }
    const bundle = buildBundle(target, request)
    expect(bundle.files.length).toBeGreaterThan(0)
    expect(buildBundle(target, request).digest).toBe(bundle.digest)
  })

  test("its icon is one of simple-icons", async () => {
    const { entry } = await loadEntry(disk(CATALOG), id)
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
