import { expect, test } from "vitest"
import { highlight } from "@/lib/search/highlight"

/** The text with brackets around what is marked. */
function shown(text: string, query: string): string {
  return highlight(text, query).reduceRight(
    (rest, [start, end]) => `${rest.slice(0, start)}[${rest.slice(start, end)}]${rest.slice(end)}`,
    text,
  )
}

test.each([
  ["Redis exporter", "redis", "[Redis] exporter"],
  ["RedisDown", "down", "Redis[Down]"],
  ["RedisDown", "redisdown", "[RedisDown]"],
  ["PostgreSQL exporter", "postgresql", "[PostgreSQL] exporter"],
  ["node_filesystem_avail_bytes", "filesystem_av", "node_[filesystem]_[av]ail_bytes"],
  ["node_filesystem_avail_bytes", "disk", "node_[filesystem]_avail_bytes"], // a synonym
  ["Transactions deadlock", "deadlok", "Transactions [deadlock]"], // a typo
  ["A certificate expires soon", "expiry", "A certificate [expires] soon"], // another form
  ["The Überlast here", "uberlast", "The [Überlast] here"],
  ["😀 redis 😀", "redis", "😀 [redis] 😀"],
  ["abredis", "redis", "abredis"], // not inside of a word
  ["is the server up", "is the", "[is] [the] server up"], // words that say nothing, if nothing else is asked
  ["is the server up", "is the server", "is the [server] up"],
  ["<b>redis</b>", "redis", "<b>[redis]</b>"],
  ["Redis", "", "Redis"],
  ["", "redis", ""],
])("%j, asked for %j, shows %s", (text, query, expected) => expect(shown(text, query)).toBe(expected))

test("ranges are in order, within the text and apart from each other", () => {
  const text = "redis_redisDown down redis, RedisDown"
  const ranges = highlight(text, "redis down redisdown red d")
  expect(ranges.length).toBeGreaterThan(2)
  for (const [i, [start, end]] of ranges.entries()) {
    expect(start).toBeLessThan(end)
    expect(start).toBeGreaterThan(ranges[i - 1]?.[1] ?? -1)
    expect(end).toBeLessThanOrEqual(text.length)
  }
})
