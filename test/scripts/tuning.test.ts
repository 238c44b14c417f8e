import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { load, loadAll } from "js-yaml"
import { afterAll, describe, expect, test } from "vitest"
import { FIXTURES } from "@/test/support/demo"
import { run as cli } from "./run"

const scratch = mkdtempSync(join(tmpdir(), "exporterhub-tune-"))
afterAll(() => rmSync(scratch, { recursive: true }))

const run = (...args: string[]) => cli(...args, ...(args.includes("--catalog") ? [] : ["--catalog", FIXTURES]))

const bundle = (...flags: string[]) => run("bundle", "demo-exporter", "--examples", "--output", "-", ...flags)

function file(name: string, text: string): string {
  const path = join(scratch, name)
  writeFileSync(path, text)
  return path
}

interface Rule {
  alert?: string
  record?: string
  expr: string
  for?: string
  labels?: Record<string, string>
}

/** The rules in the objects of a bundle, by name. */
function rulesIn(out: string): Map<string, Rule> {
  const objects = loadAll(out) as { kind: string; spec: { groups: { rules: Rule[] }[] } }[]
  const groups = objects.find(({ kind }) => kind === "PrometheusRule")?.spec.groups ?? []
  return new Map(groups.flatMap(({ rules }) => rules).map((rule) => [rule.alert ?? rule.record ?? "", rule]))
}

describe("flags", () => {
  test("tune a bundle", async () => {
    const { code, out, err } = await bundle(
      ...["--disable", "DemoDown", "--threshold", "DemoMemoryHigh#1=0.5", "--for", "demo-exporter.DemoMemoryHigh=20m"],
      ...["--severity", "DemoMemoryHigh=info", "--matcher", 'namespace="prod"', "--matcher", 'cluster=~"a|b"'],
    )
    expect([code, err]).toEqual([0, ""])
    const rules = rulesIn(out)
    expect([...rules.keys()]).toEqual(["instance:demo_memory:ratio", "DemoMemoryHigh"])
    expect(rules.get("DemoMemoryHigh")).toMatchObject({
      expr: 'instance:demo_memory:ratio{namespace="prod", cluster=~"a|b"} > 0.5\n  and on (job, instance)\ndemo_up{namespace="prod", cluster=~"a|b"} == 1',
      for: "20m",
      labels: { severity: "info" },
    })
  })

  test.each([
    [
      ["--threshold", "DemoMemoryHigh=0.5"],
      "--threshold DemoMemoryHigh",
      "1: instance:demo_memory:ratio > 0.9; 2: demo_up == 1",
    ],
    [["--threshold", "DemoDown=much"], "--threshold DemoDown=much", "must be a finite number"],
    [["--threshold", "DemoDown"], "--threshold DemoDown", "must be Rule=value"],
    [["--for", "DemoDwn=5m"], 'there is no rule "DemoDwn"', "Did you mean DemoDown?"],
    [["--for", "DemoDown=5"], "--for DemoDown=5", "must be a duration such as 10m"],
    [["--for", "DemoDown#1=5m"], "--for DemoDown#1=5m", "only a threshold has a number"],
    [["--severity", "DemoDown=page"], "--severity DemoDown=page", "must be critical, warning, info"],
    [["--disable", "other.DemoDown"], "--disable other.DemoDown", 'the bundle has no entry "other"'],
    [["--disable", "instance:demo_memory:ratio"], "--disable instance:demo_memory:ratio", "DemoMemoryHigh reads it"],
    [["--matcher", "namespace"], "--matcher", "is no condition on labels"],
    [["--matcher", 'job="other"'], "--matcher", "can never hold in DemoDown"],
    [["--tune", "/nowhere/tune.yaml"], "--tune", "cannot read /nowhere/tune.yaml"],
  ])("%j are refused with 2", async (flags, ...words) => {
    const { code, err, out } = await bundle(...flags)
    expect([code, out]).toEqual([2, ""])
    for (const word of words) expect(err).toContain(word)
  })

  test("warnings do not stop it", async () => {
    const { code, err, out } = await bundle("--for", "DemoDown=10s")
    expect([code, err]).toEqual([
      0,
      "warning: --for DemoDown: 10s is shorter than two scrapes (30 s each), so a single one can fire DemoDown",
    ])
    expect(rulesIn(out).get("DemoDown")?.for).toBe("10s")
  })
})

describe("--tune", () => {
  test("may tune more entries of the catalog than the bundle has, but none that is nowhere", async () => {
    const catalog = ["--catalog", fileURLToPath(new URL("../../catalog", import.meta.url))]
    const made = (path: string) => run("bundle", "nginx-exporter", "--examples", "-o", "-", "--tune", path, ...catalog)
    const both = "redis-exporter: { RedisDown: { for: 9m } }\nnginx-exporter: { NginxDown: { for: 9m } }\n"
    const fine = await made(file("many.yaml", both))
    expect([fine.code, rulesIn(fine.out).get("NginxDown")?.for]).toEqual([0, "9m"])
    const wrong = await made(file("wrong.yaml", both.replace("redis-exporter", "ngnix-exporter")))
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("Did you mean nginx-exporter?")])
  })

  test("tunes, and flags win", async () => {
    const path = file("a.yaml", "demo-exporter:\n  DemoDown: { for: 9m, severity: info }\n")
    const { code, out } = await bundle("--tune", path, "--for", "DemoDown=11m")
    expect(code).toBe(0)
    expect(rulesIn(out).get("DemoDown")).toMatchObject({ for: "11m", labels: { severity: "info" } })
  })

  test("faults and conflicts have line and column, and exit with 1", async () => {
    const path = file(
      "b.yaml",
      `# ours
demo-exporter:
  DemoDown:
    for: 9m
    base: { for: 5m }
  DemoMemoryHihg:
    for: 1h
  Gone: { for: 1h, base: { expr: "0123456789ab" } }
`,
    )
    const { code, err, out } = await bundle("--tune", path)
    expect([code, out]).toEqual([1, ""])
    expect(err.split("\n").filter((line) => !line.startsWith(" "))).toEqual([
      `${path}:4:5: error: demo-exporter.DemoDown.for: you have 9m in place of 5m, and this version has 2m (tuning-conflict)`,
      `${path}:6:3: error: demo-exporter.DemoMemoryHihg: demo-exporter has no rule "DemoMemoryHihg" (tuning)`,
      `${path}:8:3: error: demo-exporter.Gone: this version has no rule Gone: it is gone (tuning-conflict)`,
    ])
    const json = await run("bundle", "demo-exporter", "--examples", "--tune", path, "--json")
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out).problems).toEqual([
      expect.objectContaining({ check: "tuning-conflict", line: 4, column: 5 }),
      expect.objectContaining({ check: "tuning", line: 6, column: 3, hint: "Did you mean DemoMemoryHigh?" }),
      expect.objectContaining({ check: "tuning-conflict", line: 8, column: 3 }),
    ])
  })

  test("a file that is no YAML, or no tuning, exits with 1 at its place", async () => {
    const broken = await bundle("--tune", file("c.yaml", "a: [\n"))
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining("c.yaml:")])
    const wrong = await bundle("--tune", file("d.yaml", "demo-exporter:\n  DemoDown: { fro: 5m }\n"))
    expect(wrong.err).toContain(`d.yaml:2:15: error: demo-exporter.DemoDown.fro: unknown key "fro" (tuning)`)
    expect([wrong.code, wrong.out]).toEqual([1, ""])
  })

  test("an empty file is no tuning: the same bytes", async () => {
    expect((await bundle("--tune", file("e.yaml", "# nothing yet\n"))).out).toBe((await bundle()).out)
  })
})

describe("tune", () => {
  test("lists what can be tuned", async () => {
    const { code, out } = await run("tune", "demo-exporter")
    expect(code).toBe(0)
    expect(out.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["demo-exporter.DemoDown", "critical", "2m", 'demo_up{job="demo"} == 0'],
      ["demo-exporter.DemoMemoryHigh", "warning", "10m", "#1 instance:demo_memory:ratio > 0.9; #2 demo_up == 1"],
      ["demo-exporter.instance:demo_memory:ratio", "recording", "-", ""],
    ])
  })

  test("writes a file with its base, which the next version is compared with; comments stay", async () => {
    const path = file("mine.yaml", "# ours\ndemo-exporter:\n  DemoDown: # pages at night\n    for: 9m\n")
    const first = await run("tune", "demo-exporter", "--tune", path, "--threshold", "DemoMemoryHigh#1=0.5", "-o", path)
    expect([first.code, first.err]).toEqual([0, `Next: exporterhub bundle demo-exporter --tune ${path}`])
    const text = readFileSync(path, "utf8")
    expect(text).toMatch(/^# ours\ndemo-exporter:\n {2}DemoDown:\n {4}# pages at night\n {4}for: 9m\n {4}base: /)
    expect(load(text)).toEqual({
      "demo-exporter": {
        DemoDown: { for: "9m", base: { expr: expect.any(String), for: "2m" } },
        DemoMemoryHigh: {
          threshold: { 1: 0.5 },
          base: { expr: expect.any(String), threshold: { 1: "instance:demo_memory:ratio > 0.9" } },
        },
      },
    })
    expect((await bundle("--tune", path)).code).toBe(0)
    const again = await run("tune", "demo-exporter", "--tune", path, "-o", "-")
    expect(again.out).toBe(text.trimEnd())
    const more = await run("tune", "demo-exporter", "--tune", path, "--severity", "DemoDown=info", "-o", "-")
    const down = (load(more.out) as Record<string, Record<string, object>>)["demo-exporter"]?.DemoDown
    expect(Object.keys(down ?? {})).toEqual(["for", "severity", "base"])
    expect(down).toMatchObject({ severity: "info", base: { for: "2m", severity: "critical" } })
  })
})
