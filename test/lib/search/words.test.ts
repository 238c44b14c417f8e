import { expect, test } from "vitest"
import { folded, squeezed, words } from "@/lib/search/words"

test.each([
  ["node_filesystem_avail_bytes", ["node", "filesystem", "avail", "bytes"]],
  ["RedisDown", ["redis", "down"]],
  ["HTTPErrorRate", ["http", "error", "rate"]],
  ["NodeCPUPressureHigh", ["node", "cpu", "pressure", "high"]],
  ["job:http_requests:rate5m", ["job", "http", "requests", "rate5m"]],
  ["CPUs and URLs", ["cpus", "and", "urls"]],
  ["p99 of k8s", ["p99", "of", "k8s"]],
  ["disk full!", ["disk", "full"]],
  ["Überlast, naïve", ["uberlast", "naive"]],
  ["日本語 😀 \u0000\ud800", ["日本語"]],
  ["___:", []],
  ["", []],
])("the words of %j are %j", (text, expected) => expect(words(text).map(({ word }) => word)).toEqual(expected))

test("each word knows where it stands, and which name it is a part of", () => {
  expect(words("so redis_upTime")).toEqual([
    { word: "so", start: 0, end: 2, name: 0 },
    { word: "redis", start: 3, end: 8, name: 1 },
    { word: "up", start: 9, end: 11, name: 1 },
    { word: "time", start: 11, end: 15, name: 1 },
  ])
})

test("the ways to write a name are the same when squeezed", () => {
  expect(["RedisDown", "redis down", "redis_down", "REDIS-DOWN"].map(squeezed)).toEqual(Array(4).fill("redisdown"))
})

test("accents and capitals do not count", () => expect(folded("ÉCOLE")).toBe("ecole"))
