import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { loadEntry } from "@/lib/catalog/load-entry"
import { validateEntry } from "@/lib/checks/validate"
import { FIXTURES } from "@/test/support/demo"
import { run } from "./run"

let scratch = ""
let catalog = ""
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "exporterhub-bump-"))
  catalog = join(scratch, "catalog")
  cpSync(FIXTURES, catalog, { recursive: true })
})
afterEach(() => rmSync(scratch, { recursive: true }))

/** The capture of the demo in another version, with changes. */
function recorded(version: string, change: (text: string) => string = (text) => text, state = ""): string {
  const text = readFileSync(join(catalog, `demo-exporter/captures/1.2.0${state}.prom`), "utf8")
  const file = join(scratch, `new${state}.prom`)
  writeFileSync(file, change(text.replaceAll("1.2.0", version)))
  return file
}
const bump = (...flags: string[]) => run("bump", "demo-exporter", "--catalog", catalog, ...flags)
const entry = async () => (await loadEntry(disk(catalog), "demo-exporter")).entry
const files = () => readdirSync(catalog, { recursive: true }).map(String).sort()

test("a version that breaks nothing becomes the newest, with its states and a line in the changelog", async () => {
  const log = join(catalog, "demo-exporter/CHANGELOG.md")
  writeFileSync(log, "# Changes\n\n- 2025-01-01: begun\n")
  const states = ["--state", `stopped=${recorded("1.3.0", undefined, "-stopped")}`]
  const file = recorded("1.3.0", (text) => `${text}# TYPE demo_new gauge\ndemo_new 1\n`)
  const { code, out, err } = await bump("--capture", file, ...states)
  expect([code, out]).toEqual([0, "+ demo_new (gauge)"])
  expect(err).toContain("metrics: 1 added, 0 removed, 0 changed")
  expect(err).toContain("breaks nothing; 0 problems")
  const loaded = await loadEntry(disk(catalog), "demo-exporter")
  expect(validateEntry(loaded)).toEqual([])
  expect(loaded.entry?.versions.map(({ version, image, states }) => [version, image, states])).toEqual([
    [
      "1.3.0",
      "docker.io/example/demo:v1.3.0",
      [{ name: "stopped", description: "The demo server does not run.", capture: "captures/1.3.0-stopped.prom" }],
    ],
    [
      "1.2.0",
      "docker.io/example/demo:v1.2.0",
      [{ name: "stopped", description: "The demo server does not run.", capture: "captures/1.2.0-stopped.prom" }],
    ],
  ])
  expect(readFileSync(join(catalog, "demo-exporter/captures/1.3.0.prom"), "utf8")).toBe(readFileSync(file, "utf8"))
  const day = loaded.entry?.versions[0]?.captures[0]?.provenance.captured.slice(0, 10)
  expect(readFileSync(log, "utf8")).toBe(
    `# Changes\n\n- ${day}: version 1.3.0, metrics against 1.2.0: 1 added\n- 2025-01-01: begun\n`,
  )
})

test("what it breaks is named, in text and in JSON, and --dry-run writes nothing", async () => {
  const file = recorded("1.3.0", (text) => text.replaceAll(/\bdemo_up\b/g, "demo_alive"))
  const before = files()
  const { code, out } = await bump("--capture", file, "--dry-run", "--json")
  expect([code, files()]).toEqual([1, before])
  const answer = JSON.parse(out)
  expect(answer).toMatchObject({
    entry: "demo-exporter",
    from: "1.2.0",
    to: "1.3.0",
    written: [],
    missingStates: ["stopped"],
  })
  expect(answer.breaks).toEqual(
    expect.arrayContaining([
      { kind: "alert", name: "DemoDown", file: "demo-exporter/rules/alerts.yaml" },
      { kind: "tests", name: "tests/alerts.yaml", file: "demo-exporter/tests/alerts.yaml" },
    ]),
  )
  expect(
    answer.problems.some(({ message }: { message: string }) => message.includes("demo_up is not in the captures")),
  ).toBe(true)

  const text = await bump("--capture", file)
  expect(text.code).toBe(1)
  expect(text.out).toContain("breaks alert DemoDown (rules/alerts.yaml)")
  expect((await entry())?.versions[0]?.version).toBe("1.3.0")
})

test.each([
  ["a version that is there", "1.2.0", [], "has version 1.2.0 already"],
  ["an older one", "1.1.0", [], "1.1.0 is not newer than 1.2.0"],
  ["another version than the capture's", "1.3.0", ["--version", "1.4.0"], "was recorded with version 1.3.0, not 1.4.0"],
  ["a state that no version has", "1.3.0", ["--state", "nope=FILE"], "has a state nope"],
])("%s is refused and nothing is written", async (_, version, flags, message) => {
  const file = recorded(version)
  const before = files()
  const { code, err } = await bump("--capture", file, ...flags.map((flag) => flag.replace("FILE", file)))
  expect([code, files()]).toEqual([2, before])
  expect(err).toContain(message)
})

test("--force puts an older version behind the newer ones, and records one anew", async () => {
  expect((await bump("--capture", recorded("1.1.0"), "--force")).code).not.toBe(2)
  expect((await entry())?.versions.map(({ version }) => version)).toEqual(["1.2.0", "1.1.0"])
  await bump(
    "--capture",
    recorded("1.1.0", (text) => `${text}# TYPE demo_old gauge\ndemo_old 1\n`),
    "--force",
  )
  expect((await entry())?.versions.map(({ version }) => version)).toEqual(["1.2.0", "1.1.0"])
  expect(readFileSync(join(catalog, "demo-exporter/captures/1.1.0.prom"), "utf8")).toContain("demo_old 1")
})

test("without --capture it says what is needed", async () => {
  const { code, err } = await bump()
  expect([code, err]).toEqual([2, "error: --capture: is needed: a file that exporterhub capture has written"])
})

test("a scrape without provenance, an entry that is not there", async () => {
  const file = join(scratch, "raw.prom")
  writeFileSync(file, "a 1\n")
  expect((await bump("--capture", file)).err).toContain("has no provenance")
  expect((await run("bump", "nope", "--catalog", catalog, "--capture", file)).code).toBe(2)
  expect(existsSync(join(catalog, "nope"))).toBe(false)
})
