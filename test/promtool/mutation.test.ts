import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, test } from "vitest"
import { rememberedTrials } from "@/lib/adapters/mutation-cache"
import { promtoolTrials } from "@/lib/adapters/promtool-trials"
import { loadEntry } from "@/lib/catalog/load-entry"
import { mutateEntry, scoreOf, survivorsOf, trialCount } from "@/lib/checks/mutation"
import { ruleFileName, type Trial, type TrialRunner, type Verdict } from "@/lib/checks/rule-runner"
import { demoFiles, FIXTURES } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"

const BIN = fileURLToPath(new URL("../../scripts/bin.js", import.meta.url))
const TESTS = "demo-exporter/tests/alerts.yaml"
const installed = spawnSync("promtool", ["--version"]).status === 0
if (!installed && process.env.CI === "true") throw new Error("promtool is not installed, and CI needs it")
if (!installed) console.warn("SKIPPED: promtool is not installed (Debian's package prometheus has it)")

const scratch = mkdtempSync(join(tmpdir(), "exporterhub-mutation-test-"))
afterAll(() => rmSync(scratch, { recursive: true }))

async function demo(change: (tests: string) => string) {
  const files = await demoFiles()
  files[TESTS] = change(files[TESTS] ?? "")
  const loaded = await loadEntry(memorySource(files), "demo-exporter")
  if (!loaded.entry) throw new Error("the demo entry is broken")
  return { loaded, entry: loaded.entry }
}

/** Cases that the demo's own tests lack: other jobs, a second instance, values just beside the limit. */
const STRONG = `
  - interval: 1m
    input_series:
      - { series: 'demo_up{job="other", instance="c:1"}', values: "0x20" }
      - { series: 'demo_up{job="demo", instance="d:1"}', values: "1 0 1x20" }
      - { series: 'demo_up{job="demo", instance="e:1"}', values: "1x40" }
      - { series: 'demo_memory_used_bytes{job="demo", instance="e:1"}', values: "91x40" }
      - { series: 'demo_memory_limit_bytes{job="demo", instance="e:1"}', values: "100x40" }
      - { series: 'demo_up{job="demo", instance="f:1"}', values: "1x40" }
      - { series: 'demo_memory_used_bytes{job="demo", instance="f:1"}', values: "89x40" }
      - { series: 'demo_memory_limit_bytes{job="demo", instance="f:1"}', values: "100x40" }
      - { series: 'demo_up{job="demo", instance="g:1"}', values: "0x40" }
      - { series: 'demo_up{job="other", instance="g:1"}', values: "1x40" }
      - { series: 'demo_memory_used_bytes{job="demo", instance="g:1"}', values: "95x40" }
      - { series: 'demo_memory_limit_bytes{job="demo", instance="g:1"}', values: "100x40" }
    alert_rule_test:
      - { eval_time: 1m, alertname: DemoDown }
    promql_expr_test:
      - expr: count by (instance) (ALERTS{alertname="DemoDown", alertstate="firing"})
        eval_time: 3m
        exp_samples: [{ labels: '{instance="g:1"}', value: 1 }]
      - expr: count by (instance) (ALERTS{alertname="DemoMemoryHigh", alertstate="firing"})
        eval_time: 15m
        exp_samples: [{ labels: '{instance="e:1"}', value: 1 }]
`

describe.skipIf(!installed)("mutants of the demo entry in promtool", () => {
  const run = async (change: (tests: string) => string, only?: string) => {
    const { loaded, entry } = await demo(change)
    return mutateEntry(loaded, entry, promtoolTrials("2.42.0"), { only })
  }

  test("its own tests leave exactly what they do not look at", async () => {
    const mutation = await run((tests) => tests)
    expect(mutation.faults).toEqual([])
    expect(
      survivorsOf(mutation).map(({ rule, description, line, column }) => [rule, description, line, column]),
    ).toEqual([
      ["DemoDown", 'without the matcher job="demo" on demo_up', 5, 15],
      ["DemoDown", "for 2m → 4m", 6, 14],
      ["DemoMemoryHigh", "without and demo_up == 1", 16, 11],
      ["DemoMemoryHigh", "on without job in and … demo_up == 1", 17, 17],
      ["DemoMemoryHigh", "on without instance in and … demo_up == 1", 17, 17],
      ["DemoMemoryHigh", "threshold 0.9 → 0.88", 16, 40],
      ["DemoMemoryHigh", "threshold 0.9 → 0.92", 16, 40],
    ])
  })

  test("the missing cases kill them all", async () => {
    const mutation = await run((tests) => tests + STRONG)
    expect([mutation.faults, survivorsOf(mutation), scoreOf(mutation)]).toEqual([[], [], 100])
  })

  test("without a firing case far more lives; without any case everything does", async () => {
    const silent = await run(
      (tests) => tests.replace(/ {6}- eval_time: 5m\n {8}alertname: DemoDown\n[\s\S]*?(?= {6}- eval_time: 9m)/, ""),
      "DemoDown",
    )
    expect(silent.rules.map(({ name, mutants, killed }) => [name, mutants, killed])).toEqual([["DemoDown", 5, 1]])
    const untested = await run((tests) => tests.replaceAll("alertname: DemoDown", "alertname: DemoOther"), "DemoDown")
    expect(untested.total).toEqual({ mutants: 5, killed: 0 })
  })

  test("tests that fail without any mutant are a fault and kill nothing by it", async () => {
    const mutation = await run((tests) => tests.replace("eval_time: 9m", "eval_time: 11m"), "DemoMemoryHigh")
    expect(mutation.faults).toEqual([
      { name: "DemoMemoryHigh", message: expect.stringContaining("without any change") },
    ])
  })

  test("0x20 in a test file are zeros, as promtool reads it, and no hexadecimal number", async () => {
    const plain = await run((tests) => tests.replace('values: "0x20"', "values: 0x20"), "DemoDown")
    expect([plain.faults, plain.total]).toEqual([[], { mutants: 5, killed: 3 }])
  })
})

describe.skipIf(!installed)("trials", () => {
  const rules = (expr: string) => JSON.stringify({ groups: [{ name: "g", rules: [{ record: "a:b", expr }] }] })
  const tests = JSON.stringify({
    rule_files: [ruleFileName(0)],
    tests: [
      {
        interval: "1m",
        input_series: [{ series: "x", values: "1x5" }],
        promql_expr_test: [{ expr: "a:b", eval_time: "2m", exp_samples: [{ labels: "a:b", value: 1 }] }],
      },
    ],
  })
  const trial = (expr: string): Trial => ({ suites: [{ rules: [rules(expr)], tests }] })
  const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("exporterhub-trials-"))

  test("passed, failed, failed in the evaluation, refused; more of them than one process takes", async () => {
    const four = [
      trial("x"),
      trial("x + 1"),
      trial("x and on (y) group_left () x"),
      trial("x / on () (x or label_replace(x, 'y', '1', '', ''))"),
    ]
    const before = leftovers()
    const done: number[] = []
    const verdicts = await promtoolTrials("2.42.0").tryAll(Array.from({ length: 30 }, () => four).flat(), {
      onProgress: (count) => done.push(count),
    })
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 30 }, () => ["passed", "failed", "refused", "failed"]).flat(),
    )
    expect(verdicts[2]).toMatchObject({ message: expect.stringContaining("could not parse expression") })
    expect(done.at(-1)).toBe(120)
    expect(leftovers()).toEqual(before)
  })

  test("a run that is ended leaves no file behind", async () => {
    const before = leftovers()
    const stop = new AbortController()
    const running = promtoolTrials("2.42.0").tryAll(
      Array.from({ length: 500 }, () => trial("x")),
      { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) },
    )
    await expect(running).rejects.toThrow("enough")
    expect(leftovers()).toEqual(before)
  })
})

describe("verdicts are remembered", () => {
  const trial = (text: string): Trial => ({ suites: [{ rules: [text], tests: "" }] })
  const counting = (tool: string) => {
    const asked: string[] = []
    const runner: TrialRunner = {
      tool,
      async tryAll(trials) {
        asked.push(...trials.map(({ suites }) => suites[0]?.rules[0] ?? ""))
        return trials.map(({ suites }): Verdict => {
          const text = suites[0]?.rules[0]
          return text === "bad"
            ? { outcome: "refused", message: "no" }
            : { outcome: text === "a" ? "failed" : "passed" }
        })
      },
    }
    return { runner, asked }
  }

  test("only new trials are asked, by tool and text; what was refused is asked again", async () => {
    const folder = join(scratch, "cache")
    const { runner, asked } = counting("promtool 2.42.0")
    const remembered = rememberedTrials(runner, { folder })
    await remembered.tryAll([trial("a"), trial("b"), trial("bad")])
    const again = await remembered.tryAll([trial("c"), trial("b"), trial("a"), trial("bad")])
    expect(again.map(({ outcome }) => outcome)).toEqual(["passed", "passed", "failed", "refused"])
    expect(asked).toEqual(["a", "b", "bad", "c", "bad"])
    await rememberedTrials(runner, { folder, fresh: true }).tryAll([trial("a")])
    const other = counting("promtool 3.5.3")
    await rememberedTrials(other.runner, { folder }).tryAll([trial("a")])
    expect([asked.at(-1), other.asked]).toEqual(["a", ["a"]])
  })
})

describe("exporterhub test --mutate", () => {
  const cli = (args: string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [BIN, "test", ...args, "--catalog", FIXTURES], {
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: join(scratch, "xdg"), ...env },
    })

  test.skipIf(!installed)("--json: counts, survivors and the exit code of a missed score", () => {
    const { status, stdout, stderr } = cli(["demo-exporter", "--mutate", "--json"])
    expect([status, stderr]).toEqual([1, ""])
    const [entry, ...others] = JSON.parse(stdout).entries
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      id: "demo-exporter",
      alerts: 2,
      firing: 2,
      silent: 2,
      mutants: 16,
      killed: 9,
      faults: [],
    })
    expect(entry.survivors).toHaveLength(7)
    expect(entry.survivors[0]).toEqual({
      rule: "DemoDown",
      id: expect.any(String),
      operator: "matcher",
      description: 'without the matcher job="demo" on demo_up',
      test: 'a series that job="demo" excludes and that would decide the result',
      file: "demo-exporter/rules/alerts.yaml",
      line: 5,
      column: 15,
    })
    expect(cli(["demo-exporter", "--mutate", "--min-score", "50"]).status).toBe(0)
    const one = JSON.parse(cli(["--mutate", "--alert", "DemoDown", "--min-score", "60", "--json"]).stdout).entries
    expect(one).toMatchObject([{ mutants: 5, killed: 3 }])
  })

  test.skipIf(!installed)("for people: survivors with their place and the missing test, then a table", () => {
    const { stdout } = cli(["--mutate"])
    expect(stdout).toContain(
      'alerts.yaml:5:15: survived: DemoDown: without the matcher job="demo" on demo_up\n    would be noticed by',
    )
    expect(stdout).toMatch(/demo-exporter +16 +9 +56\.3 %\nBelow 90 %: demo-exporter\n$/)
  })

  test.skipIf(!installed)(
    "Ctrl-C ends it with 130 and leaves nothing behind",
    async () => {
      const child = spawn(process.execPath, [BIN, "test", "nginx-exporter", "--mutate", "--fresh"], {
        env: { ...process.env, TMPDIR: scratch, XDG_CACHE_HOME: join(scratch, "xdg") },
        stdio: "ignore",
      })
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve))
      const isTrying = () => readdirSync(scratch).some((name) => name.startsWith("exporterhub-trials-"))
      while (!isTrying() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 50))
      child.kill("SIGINT")
      expect(await ended).toBe(130)
      expect(readdirSync(scratch).filter((name) => name.startsWith("exporterhub-"))).toEqual([])
    },
    300_000,
  )

  test("wrong use, and no promtool", () => {
    expect(cli(["--alert", "DemoDown"])).toMatchObject({ status: 2, stderr: expect.stringContaining("--mutate") })
    expect(cli(["--mutate"], { PATH: "/nowhere" })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("promtool"),
    })
  })

  test.skipIf(!installed)("a rule that does not exist", () => {
    expect(cli(["--mutate", "--alert", "Nope"])).toMatchObject({ status: 2, stderr: expect.stringContaining('"Nope"') })
  })
})

test("the trials of an entry are its rules and their mutants", async () => {
  const { loaded, entry } = await demo((tests) => tests)
  expect([trialCount(loaded, entry), trialCount(loaded, entry, "DemoDown")]).toEqual([19, 6])
})
