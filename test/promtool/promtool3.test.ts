import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"

/**
 * Versions of Prometheus differ in what a range holds: from 3.0 on it leaves out the sample just at its far edge. The catalog's
 * unit tests pass in all of them. Which ones are tried, besides the installed one (catalog.test.ts), is up to PROMTOOL_EXTRA:
 * absolute paths of promtool binaries, separated as in PATH. One that does not run is a failure.
 */
const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))
const binaries = (process.env.PROMTOOL_EXTRA ?? "").split(delimiter).filter((path) => path !== "")
if (binaries.length === 0)
  console.warn("SKIPPED: only the installed promtool was tried (PROMTOOL_EXTRA names further ones, such as one of 3.x)")

/** promtool leaves the databases of failed tests in TMPDIR. */
let scratch: string

function run(binary: string, entry: string, args: readonly string[]): { status: number | null; said: string } {
  const env = { ...process.env, TMPDIR: scratch }
  const { status, stdout, stderr, error } = spawnSync(binary, args, {
    cwd: join(CATALOG, entry),
    encoding: "utf8",
    env,
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  })
  return { status, said: error ? error.message : stdout + stderr }
}

/** Paths relative to the entry's folder. */
function yamlFiles(entry: string, folder: "rules" | "tests"): string[] {
  const names = readdirSync(join(CATALOG, entry, folder)).filter((name) => name.endsWith(".yaml"))
  return names.map((name) => `${folder}/${name}`)
}

const cases = binaries.flatMap((binary) => readdirSync(CATALOG).map((entry) => [binary, entry] as const))

describe.skipIf(binaries.length === 0)("further versions of promtool", () => {
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "exporterhub-promtool3-"))
  })
  afterAll(() => rmSync(scratch, { recursive: true }))

  test.each(binaries)("%s is one", (binary) => {
    expect(run(binary, "", ["--version"])).toMatchObject({
      status: 0,
      said: expect.stringContaining("promtool, version"),
    })
  })

  describe.each(cases)("%s, %s", (binary, entry) => {
    test("accepts the rules", () => {
      const { status, said } = run(binary, entry, ["check", "rules", ...yamlFiles(entry, "rules")])
      expect(status, said).toBe(0)
      expect(said.match(/SUCCESS: [1-9]\d* rules found/g)).toHaveLength(yamlFiles(entry, "rules").length)
    })

    test.each(yamlFiles(entry, "tests"))("passes %s", { timeout: 150_000 }, (file) => {
      const { status, said } = run(binary, entry, ["test", "rules", file])
      expect(status, said).toBe(0)
      expect(said).toContain("SUCCESS")
    })
  })
})
