import { describe, expect, test } from "vitest"
import type { SearchHit } from "@/lib/search/engine"
import { main } from "@/scripts/exporterhub"
import { hitLines } from "@/scripts/search-lines"
import type { Terminal } from "@/scripts/terminal"
import { FIXTURES } from "@/test/support/demo"

function recorder(color: boolean) {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color,
    interactive: false,
    confirm: async () => false,
  }
  return { terminal, out, err }
}

async function run(...args: string[]) {
  const { terminal, out, err } = recorder(false)
  const code = await main(["search", ...args, "--catalog", FIXTURES], terminal)
  return { code, out, err: err.join("\n") }
}

function hit(change: Partial<SearchHit>): SearchHit {
  return {
    id: "alert/redis-exporter/RedisDown",
    type: "alert",
    entry: "redis-exporter",
    title: "RedisDown",
    summary: "Redis is down",
    category: "cache",
    severity: "critical",
    software: "redis",
    proven: "proven",
    targets: [],
    registry: "",
    url: "/",
    score: 1,
    highlights: { title: [[0, 5]], summary: [[9, 13]] },
    ...change,
  }
}

describe("what a person sees", () => {
  test("hits of one entry stand together, and what matched is bold", () => {
    const hits = [
      hit({}),
      hit({ entry: "x-exporter", severity: "", title: "X", summary: "", highlights: { title: [], summary: [] } }),
      hit({
        type: "metric",
        title: "redis_up",
        severity: "",
        summary: "",
        highlights: { title: [[0, 5]], summary: [] },
      }),
    ]
    const bold = (text: string): string => `\u001b[1m${text}\u001b[0m`
    expect(hitLines(hits, recorder(true).terminal)).toEqual([
      "\u001b[36mredis-exporter\u001b[0m",
      `  \u001b[2malert \u001b[0m  \u001b[31mcritical\u001b[0m  ${bold("Redis")}Down  Redis is ${bold("down")}`,
      `  \u001b[2mmetric\u001b[0m            ${bold("redis")}_up`,
      "\u001b[36mx-exporter\u001b[0m",
      "  \u001b[2malert \u001b[0m            X",
    ])
  })
  test("a summary is cut, also inside of what matched", () => {
    const long = hit({ summary: "x".repeat(200), highlights: { title: [], summary: [[90, 120]] } })
    const [, line] = hitLines([long], recorder(false).terminal)
    expect(line).toBe(`  alert  critical  RedisDown  ${"x".repeat(99)}…`)
  })
  test("control characters of a catalog do not reach the terminal", () => {
    const evil = hit({ title: "a\u001b[31mb", summary: "\u0007", highlights: { title: [[0, 2]], summary: [] } })
    expect(hitLines([evil], recorder(false).terminal)[1]).toBe("  alert  critical  a�[31mb  �")
  })
  test("what was meant by a typo, and how many there are", async () => {
    const { code, out, err } = await run("dwon", "--type", "alert")
    expect(code).toBe(0)
    expect(out[1]).toMatch(/^ {2}alert {2}critical {2}DemoDown/)
    expect(err).toMatch(/^Did you mean down\?\n1 to \d of \d hits in [\d.]+ ms$/)
  })
})

describe("flags", () => {
  test("filters narrow, values of one are alternatives", async () => {
    const types = async (...args: string[]): Promise<string[]> => {
      const { out } = await run("demo", "--json", ...args)
      return JSON.parse(out.join("\n")).hits.map(({ type }: SearchHit) => type)
    }
    expect(new Set(await types("--type", "alert", "--type", "runbook"))).toEqual(new Set(["alert", "runbook"]))
    expect(await types("--type", "alert", "--software", "nothing")).toEqual([])
    expect((await types("--target", "helm", "--proven", "proven")).length).toBeGreaterThan(0)
  })
  test("--offset goes on where --limit ended", async () => {
    const titles = async (...args: string[]): Promise<string[]> =>
      JSON.parse((await run("demo", "--json", ...args)).out.join("\n")).hits.map(({ id }: SearchHit) => id)
    const four = await titles("--limit", "4")
    expect(await titles("--limit", "2", "--offset", "2")).toEqual(four.slice(2))
  })
  test.each([
    ["--type", "gadget"],
    ["--severity", "page"],
    ["--category", "toys"],
    ["--proven", "yes"],
    ["--target", "docker"],
    ["--offset", "-1"],
  ])("%s %s is wrong use", async (flag, value) => {
    const { code, err } = await run("x", `${flag}=${value}`)
    expect(code).toBe(2)
    expect(err).toContain(flag)
  })
})
