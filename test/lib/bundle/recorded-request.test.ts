import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { buildBundle } from "@/lib/bundle/build"
import type { BundleRequest } from "@/lib/bundle/bundle"
import { itemsAgain, RecordedRequest, recordedRequest, versionSteps } from "@/lib/bundle/recorded-request"
import { allParameters } from "@/lib/catalog/common-parameters"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"

const CATALOG = fileURLToPath(new URL("../../../catalog", import.meta.url))

async function requestOf(id: string, set: Record<string, string>): Promise<BundleRequest> {
  const { entry } = await loadEntry(disk(CATALOG), id)
  if (!entry) throw new Error(`${id} is broken`)
  const values = parameterValues(allParameters(entry), set, { examples: true })
  const tuning = { [id]: { RedisDown: { for: "7m" } } }
  return { items: [{ entry, values }], name: id, namespace: "n", labels: { release: "kps" }, tuning }
}

test("a record makes the same bundle again, and holds only what differs from the defaults", async () => {
  const request = await requestOf("redis-exporter", { address: "redis://a:1", password: "cache/word" })
  const record = recordedRequest("operator", request)
  const [first] = record.entries
  expect(first?.set).toMatchObject({ address: "redis://a:1", password: "cache/word" })
  expect(first?.set).not.toHaveProperty("scrapeInterval")
  expect(record.tuning?.["redis-exporter"]?.RedisDown).toMatchObject({ for: "7m", base: { for: "1m" } })
  const read = RecordedRequest.parse(JSON.parse(JSON.stringify(record)))
  expect(JSON.stringify(read)).toBe(JSON.stringify(record))
  const entries = request.items.map(({ entry }) => entry)
  const again = { ...request, items: itemsAgain(read, entries), ...(read.tuning ? { tuning: read.tuning } : {}) }
  expect(buildBundle("operator", again).digest).toBe(buildBundle("operator", request).digest)
})

test("changes win over what is recorded; everything else stays", async () => {
  const request = await requestOf("redis-exporter", { address: "redis://a:1", scrapeInterval: "15s" })
  const record = recordedRequest("operator", request)
  const entries = request.items.map(({ entry }) => entry)
  const [item] = itemsAgain(record, entries, new Map([["redis-exporter", { scrapeInterval: "60s" }]]))
  expect(item?.values).toMatchObject({ address: "redis://a:1", scrapeInterval: "60s" })
})

test("versions go from the recorded one to the newest", async () => {
  const { items } = await requestOf("redis-exporter", {})
  const entries = items.map(({ entry }) => entry)
  const to = entries[0]?.versions[0]?.version
  const record = RecordedRequest.parse({
    target: "operator",
    entries: [{ id: "redis-exporter", version: "1.0.0", set: {} }],
    labels: {},
  })
  expect(versionSteps(record, entries)).toEqual([{ entry: "redis-exporter", from: "1.0.0", to }])
})
