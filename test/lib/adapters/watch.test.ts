import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { changes } from "@/lib/adapters/watch"

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exporterhub-watch-"))
  mkdirSync(join(folder, "a/rules"), { recursive: true })
  writeFileSync(join(folder, "a/rules/x.yaml"), "1")
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

describe.each([
  ["by events", { poll: false, pollMs: 60_000 }],
  ["by looking", { poll: true, pollMs: 100 }],
])("%s", (_, how) => {
  test.each<[string, () => void, string[]]>([
    ["a file is written", () => writeFileSync(join(folder, "a/rules/x.yaml"), "22"), ["a/rules/x.yaml"]],
    [
      "an editor saves by a rename",
      () => {
        writeFileSync(join(folder, "a/rules/.x.yaml.swp"), "3")
        writeFileSync(join(folder, "a/rules/x.yaml~"), "1")
        renameSync(join(folder, "a/rules/.x.yaml.swp"), join(folder, "a/rules/x.yaml"))
      },
      ["a/rules/x.yaml"],
    ],
    [
      "a folder is new",
      () => {
        mkdirSync(join(folder, "b/rules"), { recursive: true })
        writeFileSync(join(folder, "b/rules/y.yaml"), "1")
      },
      ["b/rules/y.yaml"],
    ],
    ["a folder is gone", () => rmSync(join(folder, "a"), { recursive: true }), ["a/rules/x.yaml"]],
  ])("%s", async (_, act, paths) => {
    const stop = new AbortController()
    const seen = changes(folder, { signal: stop.signal, ...how })
    const first = seen.next()
    await pause(150)
    const started = Date.now()
    act()
    const { value } = await first
    expect(Date.now() - started).toBeLessThan(1_000)
    expect([...(value ?? [])]).toEqual(paths)
    const rest = seen.next()
    stop.abort()
    expect((await rest).done).toBe(true)
  })
})
