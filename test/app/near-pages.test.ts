import { expect, test } from "vitest"
import { nearPages } from "@/app/near-pages"
import type { Entry } from "@/lib/catalog/entry"

const redis = {
  id: "redis-exporter",
  title: "Redis exporter",
  aliases: ["valkey"],
  alerts: [{ alert: "RedisDown" }, { alert: "RedisMemoryFullSoon" }],
  recordings: [{ record: "redis:hits:ratio" }],
  dashboards: [{ id: "redis" }],
} as unknown as Entry
const node = { ...redis, id: "node-exporter", title: "Node exporter", aliases: [] } as Entry
const byId = new Map([redis, node].map((entry) => [entry.id, entry]))

test.each([
  ["/entries/reddis-exporter", ["/entries/redis-exporter"]],
  ["/entries/Redis-Exporter", ["/entries/redis-exporter"]],
  ["/entries/valkye", ["/entries/redis-exporter"]],
  ["/entries/redis-exporter/alerts/RedisDwon", ["/entries/redis-exporter/alerts/RedisDown"]],
  ["/entries/redis-exporter/alerts/redisdown", ["/entries/redis-exporter/alerts/RedisDown"]],
  [
    "/entries/redis-exporter/recordings/redis%3Ahit%3Aratio",
    ["/entries/redis-exporter/recordings/redis%3Ahits%3Aratio"],
  ],
  ["/entries/redis-exporter/dashboards/reds", ["/entries/redis-exporter/dashboards/redis"]],
  ["/entries/redis-exporter/alerts/RedisDown", []],
  ["/entries/redis-exporter", []],
  ["/entries/something-else-altogether", []],
  ["/entries/%E0%A4%A", []],
  ["/redis-exporter", []],
  ["/", []],
])("near to %s are %j", (path, hrefs) => {
  expect(nearPages(path, byId).map(({ href }) => href)).toEqual(hrefs)
})
