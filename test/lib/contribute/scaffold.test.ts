import { describe, expect, test } from "vitest"
import { validateEntry } from "@/lib/checks/validate"
import { answerFault } from "@/lib/contribute/answers"
import { format, isFormattable } from "@/lib/contribute/format"
import { similarEntry } from "@/lib/contribute/similar-entry"
import { answers, recorded, scaffolded } from "@/test/support/scaffolded"

test("an entry begun with any capture of the catalog has no problem, and is in canonical form", async () => {
  expect(recorded.length).toBeGreaterThan(50)
  for (const { file, version, text } of recorded)
    for (const kind of ["exporter", "native"] as const) {
      const loaded = await scaffolded("some-thing-exporter", answers(kind, version), text)
      expect(validateEntry(loaded), `${kind} ${file}`).toEqual([])
      for (const [name, content] of loaded.texts)
        if (isFormattable(name)) expect(format(name, content).text, `${name} of ${file}`).toBe(content)
    }
}, 60_000)

test("the first alert is about the software where the exporter says whether it reached it", async () => {
  const redis = recorded.find(({ file }) => file === "redis-exporter/captures/1.88.0.prom")
  const { entry } = await scaffolded("some-thing-exporter", answers("exporter", "1.88.0"), redis?.text)
  expect(entry?.alerts.map(({ alert, expr }) => [alert, expr])).toEqual([
    ["SomeThingDown", "redis_up == 0"],
    ["SomeThingExporterDown", 'up{job="some-thing"} == 0'],
  ])
  const [dashboard] = entry?.dashboards ?? []
  expect(dashboard?.rows.map(({ title, panels }) => [title, panels.length])).toEqual([
    ["Health", 1],
    ["Activity", 8],
  ])
  expect(JSON.stringify(dashboard)).not.toContain("go_")
})

test("node_network_up is about interfaces, not about the software", async () => {
  const node = recorded.find(({ file }) => /^node-exporter\/captures\/1\.12\.1\.prom/.test(file))
  expect(node?.text).toContain("node_network_up{")
  const { entry } = await scaffolded("some-thing-exporter", answers("exporter", "1.12.1"), node?.text)
  expect(entry?.alerts.map(({ alert }) => alert)).toEqual(["SomeThingExporterDown"])
})

test("without a capture only the capture is missing", async () => {
  const problems = validateEntry(await scaffolded("some-thing-exporter", answers("exporter", "1.2.3")))
  expect(problems.map(({ check, message }) => [check, message])).toEqual([
    ["missing-file", "There is no file captures/1.2.3.prom"],
  ])
})

test("an id that begins with a digit still gives names of alerts", async () => {
  const { entry } = await scaffolded("3proxy", answers("native", "1.0.0"))
  expect(entry?.alerts.map(({ alert }) => alert)).toEqual(["X3proxyDown"])
})

describe("ids that mean an entry which is there", () => {
  const known = [
    { id: "redis-exporter", aliases: ["redis", "valkey", "redis_exporter"] },
    { id: "postgres-exporter", aliases: ["postgresql"] },
    { id: "bind-exporter", aliases: [] },
  ]
  test.each([
    ["redis", "redis-exporter"],
    ["prometheus-redis-exporter", "redis-exporter"],
    ["valkey-exporter", "redis-exporter"],
    ["postgress-exporter", "postgres-exporter"],
    ["postgresql", "postgres-exporter"],
    ["bird-exporter", undefined],
    ["memcached-exporter", undefined],
    ["redis-sentinel-exporter", undefined],
  ])("%s means %s", (id, entry) => expect(similarEntry(id, known)).toBe(entry))
})

test.each([
  ["summary", "short", "must have at least 20 characters; it has 5"],
  ["title", "x".repeat(61), "must have at most 60 characters; it has 61"],
  ["category", "databases", "must be one of cache, database"],
  ["source", "github.com/x", "must be an http or https address"],
  ["port", "70000", "must be a number from 1 to 65535"],
  ["port", "http", "must be a number from 1 to 65535"],
  ["maintainer", "a b", "must be a GitHub login"],
  ["version", "v1.2", "without a leading v"],
  ["image", "redis", "must be registry/name:tag"],
  ["port", "9121", undefined],
] as const)("%s %j: %s", (name, text, fault) => {
  if (fault === undefined) expect(answerFault(name, text)).toBeUndefined()
  else expect(answerFault(name, text)).toContain(fault)
})
