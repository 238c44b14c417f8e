import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PassThrough } from "node:stream"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { Interrupted, terminalQuestions } from "@/scripts/ask"
import { completed } from "@/scripts/new-answers"
import { FIXTURES } from "@/test/support/demo"
import { recorded } from "@/test/support/scaffolded"
import { run } from "./run"

let catalog = ""
beforeEach(() => {
  catalog = mkdtempSync(join(tmpdir(), "exporterhub-new-"))
  cpSync(FIXTURES, catalog, { recursive: true })
})
afterEach(() => rmSync(catalog, { recursive: true }))

const FLAGS = [
  ...["--title", "Memcached exporter", "--summary", "Hits, memory and connections of Memcached."],
  ...["--category", "cache", "--source", "https://github.com/prometheus/memcached_exporter", "--license", "Apache-2.0"],
  ...["--maintainer", "someone", "--port", "9150", "--image", "quay.io/prometheus/memcached-exporter:v0.15.0"],
]
const begin = (id: string, ...flags: string[]) => run("new", id, "--catalog", catalog, ...flags)
const folders = () => readdirSync(catalog).sort()

test("writes an entry that lacks only its capture, and says how to record one", async () => {
  const { code, out, err } = await begin("memcached-exporter", ...FLAGS, "--version", "0.15.0", "--icon", "redis")
  expect(code).toBe(0)
  expect(out.split("\n").map((line) => line.slice(catalog.length + 1))).toEqual([
    "memcached-exporter/entry.yaml",
    "memcached-exporter/rules/alerts.yaml",
    "memcached-exporter/tests/alerts.yaml",
    "memcached-exporter/dashboards/overview.yaml",
    "memcached-exporter/README.md",
    "memcached-exporter/runbooks/MemcachedExporterDown.md",
  ])
  expect(err).toContain("Still missing: captures/0.15.0.prom")
  const checked = JSON.parse(
    (await run("validate", "memcached-exporter", "--catalog", catalog, "--promtool", "off", "--json")).out,
  )
  expect(checked.problems.map(({ message }: { message: string }) => message)).toEqual([
    "There is no file captures/0.15.0.prom",
  ])
})

test("with a capture it takes the version from there and has no problem", async () => {
  const redis = recorded.find(({ file }) => file === "redis-exporter/captures/1.88.0.prom")
  const file = join(catalog, "recorded.txt")
  writeFileSync(file, redis?.text ?? "")
  const { code, out } = await begin("memcached-exporter", ...FLAGS, "--capture", file, "--json")
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ id: "memcached-exporter", missing: [], problems: [] })
  expect(readFileSync(join(catalog, "memcached-exporter/captures/1.88.0.prom"), "utf8")).toBe(redis?.text)
  const wrong = await begin("other-exporter", ...FLAGS, "--capture", file, "--version", "1.0.0")
  expect([wrong.code, wrong.err.includes("was recorded with version 1.88.0, not 1.0.0")]).toEqual([2, true])
})

test.each([
  ["demo-exporter", [], "There is an entry demo-exporter already"],
  ["demo", FLAGS, "Did you mean to edit demo-exporter?"],
  ["Memcached", FLAGS, "is no id"],
  ["memcached-exporter", FLAGS.slice(2), "Missing: --summary, --version"],
  ["memcached-exporter", [...FLAGS, "--version", "v1"], "without a leading v"],
  ["memcached-exporter", [...FLAGS, "--version", "1.0.0", "--icon", "rediss"], "did you mean redis"],
  ["memcached-exporter", [...FLAGS, "--capture", "/does/not/exist"], "there is no such file"],
])("%s with %j is refused and leaves nothing", async (id, flags, message) => {
  const before = folders()
  const given = message.startsWith("Missing") ? flags.filter((_, i) => i > 1) : flags
  const { code, err } = await begin(id, ...given)
  expect([code, folders()]).toEqual([2, before])
  expect(err).toContain(message.startsWith("Missing") ? "Missing: " : message)
})

test("a scrape without provenance is refused: nobody knows what was recorded", async () => {
  const file = join(catalog, "raw.txt")
  writeFileSync(file, "a 1\n")
  const { code, err } = await begin("memcached-exporter", ...FLAGS, "--capture", file)
  expect([code, err.includes("has no provenance")]).toEqual([2, true])
})

describe("questions", () => {
  const usual = { id: "memcached-exporter", extra: async () => undefined }

  test("are asked again until the answer fits, with presets, and only for what no flag says", async () => {
    const typed: Record<string, string[]> = {
      Summary: ["too short", "Hits, memory and connections of Memcached."],
      Category: ["caches", "cache"],
      Address: ["https://example.com/m"],
      "Its licence": ["", "MIT"],
      Your: ["someone"],
      Port: ["99999", "9150"],
      Version: ["0.15.0"],
      Image: ["quay.io/prometheus/memcached-exporter:v0.15.0"],
    }
    const said: string[] = []
    const questions: string[] = []
    const answers = await completed(
      { title: "Memcached" },
      {
        ...usual,
        say: (text) => void said.push(text.trim()),
        ask: async (question, preset = "") => {
          questions.push(question)
          const key = Object.keys(typed).find((start) => question.startsWith(start))
          return (key === undefined ? undefined : typed[key]?.shift()) || preset
        },
      },
    )
    expect(answers).toEqual({
      kind: "exporter",
      title: "Memcached",
      summary: "Hits, memory and connections of Memcached.",
      category: "cache",
      source: "https://example.com/m",
      license: "MIT",
      maintainer: "someone",
      job: "memcached",
      port: 9150,
      version: "0.15.0",
      image: "quay.io/prometheus/memcached-exporter:v0.15.0",
    })
    expect(said).toHaveLength(4)
    expect(said[0]).toBe('"too short" must have at least 20 characters; it has 9')
    expect(questions.some((question) => question.startsWith("Title"))).toBe(false)
  })

  test("go over a terminal line by line, and end with it", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const { ask } = terminalQuestions(input, output)
    const first = ask("Port", "9150")
    input.write("\n")
    expect(await first).toBe("9150")
    const second = ask("Port", "9150")
    input.write(" 80 \npasted\n")
    expect(await second).toBe("80")
    expect(await ask("Title")).toBe("pasted")
    const third = ask("Port")
    input.end()
    await expect(third).rejects.toThrow(Interrupted)
    expect(String(output.read())).toContain("Port [9150]: ")
  })
})
