import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { load } from "js-yaml"
import { afterAll, describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { buildBundle } from "@/lib/bundle/build"
import { rulesOf } from "@/lib/bundle/tuning/rules-of"
import { thresholdChoices } from "@/lib/bundle/tuning/thresholds"
import type { RuleTuning, Tuning } from "@/lib/bundle/tuning/tuning"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { ruleName } from "@/lib/catalog/rule-file"
import { parse } from "@/lib/promql/parse"
import { itemOf } from "@/test/support/tuning"
import { seededRandom } from "./promql/mutate"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))
const installed = spawnSync("promtool", ["--version"]).status === 0
if (!installed && process.env.CI === "true") throw new Error("promtool is not installed, and CI needs it")
if (!installed) console.warn("SKIPPED: promtool is not installed (Debian's package prometheus has it)")

const HOSTILE = ["prod", `a"b\\c{d="e"} or vector(1) #`, "{{ .Values.x }}", "ünï|c.*de$1", "' : | > - & *"]
const scratch = mkdtempSync(join(tmpdir(), "exporterhub-tuning-"))
afterAll(() => rmSync(scratch, { recursive: true }))

/** A tuning that changes something of every rule; the same chance gives the same tuning. */
function anyTuning(entry: Entry, random: () => number): Tuning {
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0]
  const value = () => pick(HOSTILE as [string, ...string[]])
  const rules = rulesOf(entry).map((rule): [string, RuleTuning] => {
    const parsed = parse(rule.expr)
    const thresholds = (parsed.ok ? thresholdChoices(parsed.expr) : []).map(({ place }) => [
      place,
      random() * 1e3 - 200,
    ])
    const alert: RuleTuning =
      "alert" in rule
        ? {
            for: pick(["0s", "90s", "1h30m"]),
            keep_firing_for: pick(["0s", "15m"]),
            severity: pick(["critical", "warning", "info"]),
            annotations: { summary: `${value()} {{ $labels.instance }}`.replace("{{ .Values.x }}", "{{ $value }}") },
          }
        : {}
    return [
      ruleName(rule),
      { threshold: Object.fromEntries(thresholds), labels: { team: value().replaceAll(/\{\{.*?\}\}/g, "") }, ...alert },
    ]
  })
  const matchers = [`tenant=${JSON.stringify(value())}`, 'zone=~"a|b.*"', 'cell!=""']
  return { "*": { "*": { matchers } }, [entry.id]: Object.fromEntries(rules) }
}

describe.skipIf(!installed).each(readdirSync(CATALOG))("%s", (id) => {
  test.each([1, 2, 3, 4])("promtool reads every rule of a tuned bundle (seed %i)", async (seed) => {
    const { entry } = await loadEntry(disk(CATALOG), id)
    if (!entry) throw new Error("broken")
    const tuning = anyTuning(entry, seededRandom(seed))
    const bundle = buildBundle("prometheus", {
      items: [itemOf(entry)],
      name: id,
      namespace: "monitoring",
      labels: {},
      tuning,
    })
    const folder = join(scratch, `${id}-${seed}`)
    for (const { path, content } of bundle.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    const said = execFileSync("promtool", ["check", "rules", `rules/${id}.yaml`], { cwd: folder, encoding: "utf8" })
    expect(said).toContain(`SUCCESS: ${rulesOf(entry).length} rules found`)
    const written = load(bundle.files.find(({ path }) => path.startsWith("rules/"))?.content ?? "") as {
      groups: { rules: { labels: Record<string, string>; for?: string; alert?: string }[] }[]
    }
    const rules = written.groups.flatMap((group) => group.rules)
    const changes = new Map(Object.entries(tuning[id] ?? {}))
    for (const { alert, labels, for: duration } of rules.filter((rule) => rule.alert !== undefined)) {
      const wanted = changes.get(alert ?? "")
      expect(labels).toMatchObject({ severity: wanted?.severity, team: wanted?.labels?.team })
      expect(duration ?? "0s", alert).toBe(wanted?.for)
    }
  })

  test("what is tuned to be harmless still passes its own unit tests", async () => {
    const { entry } = await loadEntry(disk(CATALOG), id)
    if (!entry) throw new Error("broken")
    const tuning: Tuning = { "*": { "*": { matchers: { tenant: "" } } } }
    const bundle = buildBundle("prometheus", {
      items: [itemOf(entry)],
      name: id,
      namespace: "monitoring",
      labels: {},
      tuning,
    })
    const rules = bundle.files.find(({ path }) => path === `rules/${id}.yaml`)?.content ?? ""
    expect(rules).toContain('tenant=""')
    const folder = join(scratch, `${id}-unit`)
    mkdirSync(join(folder, "tests"), { recursive: true })
    writeFileSync(join(folder, "rules.yaml"), rules)
    for (const { file } of entry.tests) {
      const path = join(folder, "tests", file.replace(/^.*\//, ""))
      const { file: _, ...content } = entry.tests.find((candidate) => candidate.file === file) ?? { file }
      writeFileSync(path, JSON.stringify({ ...content, rule_files: ["../rules.yaml"] }))
      const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", path], { encoding: "utf8" })
      expect(status, stdout + stderr).toBe(0)
    }
  })
})
