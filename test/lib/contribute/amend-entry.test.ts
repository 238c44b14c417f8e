import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { withState, withVersion } from "@/lib/contribute/amend-entry"
import { compareVersions, imageOfVersion } from "@/lib/contribute/versions"

const redis = readFileSync(
  fileURLToPath(new URL("../../../catalog/redis-exporter/entry.yaml", import.meta.url)),
  "utf8",
)
const added = (before: string, after: string) => {
  const old = before.split("\n")
  return after.split("\n").filter((line, i) => !(line === old[i] || old.includes(line)))
}

test("a version goes in front of the first older one; nothing else changes", () => {
  const after = withVersion(redis, {
    version: "1.90.0",
    image: "docker.io/a/b:v1.90.0",
    capture: "captures/1.90.0.prom",
  })
  expect(after.replace(/ {2}- version: 1\.90\.0\n {4}image: .*\n {4}capture: .*\n/, "")).toBe(redis)
  expect(after.indexOf("1.90.0")).toBeLessThan(after.indexOf("version: 1.88.0"))
  const between = withVersion(redis, { version: "1.70.0", capture: "captures/1.70.0.prom" })
  expect(between.indexOf("version: 1.88.0")).toBeLessThan(between.indexOf("version: 1.70.0"))
  expect(between.indexOf("version: 1.70.0")).toBeLessThan(between.indexOf("version: 1.69.0"))
  const oldest = withVersion(redis, { version: "1.2.0", capture: "captures/1.2.0.prom" })
  expect(oldest.indexOf("version: 1.2.0")).toBeGreaterThan(oldest.indexOf("1.69.0-valkey.prom"))
  expect(oldest.indexOf("version: 1.2.0")).toBeLessThan(oldest.indexOf("scrape:"))
})

test("a state goes behind the others of its version", () => {
  const after = withState(redis, "1.88.0", {
    name: "busy",
    description: 'It is "busy": very',
    capture: "captures/1.88.0-busy.prom",
  })
  expect(added(redis, after)).toEqual([
    "      - name: busy",
    "        description: 'It is \"busy\": very'",
    "        capture: captures/1.88.0-busy.prom",
  ])
  expect(after.indexOf("name: busy")).toBeGreaterThan(after.indexOf("sentinel-primary-down"))
  expect(after.indexOf("name: busy")).toBeLessThan(after.indexOf("version: 1.69.0"))
})

test("comments above a version stay above it, and 1.10 stays a text", () => {
  const text = "versions:\n  # The last with flags.\n  - version: 1.9.0\n    capture: a # why\n# end\n"
  expect(withVersion(text, { version: "1.10", capture: "captures/1.10.prom" })).toBe(
    'versions:\n  - version: "1.10"\n    capture: captures/1.10.prom\n  # The last with flags.\n  - version: 1.9.0\n    capture: a # why\n# end\n',
  )
  expect(withState(text, "1.9.0", { name: "down", description: "Down", capture: "b" })).toBe(
    'versions:\n  # The last with flags.\n  - version: 1.9.0\n    capture: a # why\n    states:\n      - name: down\n        description: "Down"\n        capture: b\n# end\n',
  )
})

test.each(["versions: [{ version: 1.0.0, capture: a }]\n", "title: x\n"])("%j is refused", (text) =>
  expect(() => withVersion(text, { version: "2.0.0", capture: "c" })).toThrow(/cannot be amended/),
)

describe("versions", () => {
  test.each([
    ["1.10.0", "1.9.9", 1],
    ["1.0", "1.0.0", 0],
    ["2.0.0-rc.1", "2.0.0", -1],
    ["v1.2.3", "1.2.3", 0],
  ])("%s against %s", (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign))
  test.each([
    ["docker.io/a/b:v1.9.0", "docker.io/a/b:v2.0.0"],
    [`ghcr.io/a/b:1.9.0-alpine@sha256:${"a".repeat(64)}`, "ghcr.io/a/b:2.0.0-alpine"],
    ["localhost:5000/b:1.9.0", "localhost:5000/b:2.0.0"],
    ["docker.io/a/b:latest", undefined],
  ])("%s becomes %s", (from, to) => expect(imageOfVersion(from, "1.9.0", "2.0.0")).toBe(to))
})
