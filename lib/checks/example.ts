import { parseExposition } from "@/lib/catalog/exposition"
import type { Problem } from "@/lib/problem"
import { durationMs } from "@/lib/promql/duration"
import type { RuleCheck, RuleExample } from "./check"
import { type LintFile, lint } from "./lint"

/** The Prometheus that examples are for: the oldest one that the catalog supports, as its entries are judged. */
const PROFILE = "2.42"

/** One side of the example of a check as a file of its own, as people would have it. */
export function exampleFile({ kind = "rules" }: RuleExample, text: string): LintFile {
  const head =
    kind === "rules"
      ? ["groups:", "  - name: example", "    rules:"]
      : ["title: Example", "rows:", "  - title: Example", "    panels:"]
  const lines = trimmed(text)
    .split("\n")
    .map((line) => (line === "" ? "" : `      ${line}`))
  return { file: kind === "rules" ? "rules.yaml" : "dashboard.yaml", content: [...head, ...lines, ""].join("\n") }
}

/** What a check says of one side of its example. */
export function exampleProblems({ id }: RuleCheck, example: RuleExample, text: string): readonly Problem[] {
  const metrics = parseExposition(`${(example.metrics ?? "").trim()}\n`)
  const { problems } = lint([exampleFile(example, text)], {
    profile: PROFILE,
    metrics: {
      source: "the metrics above",
      captures: metrics.families.length > 0 ? [metrics] : [],
      declared: [],
      recordings: [],
    },
    scrapeIntervalMs: durationMs(example.interval ?? "30s") ?? 0,
  })
  return problems.filter(({ check }) => check === id)
}

/** A text without the line breaks around it and the indentation that all its lines share. */
export function trimmed(text: string): string {
  const lines = text.replace(/^\n+|\s+$/g, "").split("\n")
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(indent)).join("\n")
}
