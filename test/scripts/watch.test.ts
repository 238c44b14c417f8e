import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, expect, test } from "vitest"
import { FIXTURES } from "@/test/support/demo"

const BIN = fileURLToPath(new URL("../../scripts/bin.js", import.meta.url))
let catalog = ""
let child: ChildProcessWithoutNullStreams | undefined
beforeEach(() => {
  catalog = mkdtempSync(join(tmpdir(), "exporterhub-watching-"))
  cpSync(FIXTURES, catalog, { recursive: true })
})
afterEach(() => {
  child?.kill("SIGKILL")
  rmSync(catalog, { recursive: true })
})

/** The command in a process of its own, with what it has printed so far. */
function start(...flags: string[]) {
  const process = spawn("node", [BIN, "validate", "--watch", "--promtool", "off", "--catalog", catalog, ...flags])
  child = process
  let text = ""
  for (const stream of [process.stdout, process.stderr])
    stream.on("data", (part) => {
      text += part
    })
  const ended = new Promise<number | null>((done) => void process.on("exit", done))
  return {
    ended,
    /** Waits for a text behind what was waited for before; answers what stood before it. */
    async until(words: string, ms = 20_000): Promise<string> {
      for (const deadline = Date.now() + ms; Date.now() < deadline; ) {
        const at = text.indexOf(words)
        if (at !== -1) {
          const before = text.slice(0, at + words.length)
          text = text.slice(at + words.length)
          return before
        }
        await new Promise((done) => setTimeout(done, 20))
      }
      throw new Error(`"${words}" did not come; there was: ${text}`)
    },
    interrupt: () => process.kill("SIGINT"),
  }
}

test("says what is new and what is mended within a second of a save, and ends with the last state", async () => {
  const file = join(catalog, "demo-exporter/rules/alerts.yaml")
  const text = readFileSync(file, "utf8")
  const run = start()
  await run.until("watching")
  const saved = Date.now()
  const wrong = text.replace('demo_up{job="demo"}', 'demo_upp{job="demo"}')
  writeFileSync(`${file}.tmp`, wrong)
  renameSync(`${file}.tmp`, file)
  const first = await run.until("demo-exporter: 1 problem", 5_000)
  expect(Date.now() - saved).toBeLessThan(1_500)
  expect(first).toContain("error: ")
  expect(first).toContain("demo_upp")
  expect(first).not.toContain("\u001b")

  // A line more above it: nothing is new, so nothing is said again.
  writeFileSync(file, `# a comment\n${wrong}`)
  expect(await run.until("demo-exporter: 1 problem")).not.toContain("demo_upp")

  writeFileSync(file, text)
  expect(await run.until("demo-exporter: 0 problems")).toContain("mended:")
  writeFileSync(file, wrong)
  await run.until("demo-exporter: 1 problem")
  run.interrupt()
  expect(await run.ended).toBe(1)
}, 60_000)

test("with --json each change is a line, an entry that goes too; fine in the end is 0", async () => {
  const run = start("--json")
  const line = (await run.until("\n")).trim()
  expect(JSON.parse(line)).toEqual({ entries: 1, problems: [] })
  await new Promise((done) => setTimeout(done, 300))
  rmSync(join(catalog, "demo-exporter"), { recursive: true })
  expect(JSON.parse((await run.until("\n")).trim())).toMatchObject({ entry: "demo-exporter", gone: true, problems: [] })
  run.interrupt()
  expect(await run.ended).toBe(0)
}, 60_000)
