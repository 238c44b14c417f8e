import { z } from "zod"
import { lintFiles } from "@/lib/adapters/lint-files"
import { allChecks, checkIds } from "@/lib/checks/all"
import { type LintResult, lint as lintAll, usedMetricNames } from "@/lib/checks/lint"
import { outputs } from "@/lib/checks/output/all"
import type { Style } from "@/lib/checks/output/report"
import { HubError } from "@/lib/error"
import { nearestNames } from "@/lib/nearest-names"
import { DEFAULT_PROFILE, PROFILES } from "@/lib/promql/profile"
import packageJson from "@/package.json"
import { command } from "./command"
import { metricOptions, metricSources } from "./metric-sources"
import { catalogOption } from "./registry"
import { paint, type Terminal } from "./terminal"

export const lint = command({
  summary: "Check any rule file, PrometheusRule, rendered chart or Grafana dashboard, also outside of the catalog",
  words: "<file…>",
  options: z.object({
    ...metricOptions,
    prometheusVersion: z
      .enum(PROFILES)
      .default(DEFAULT_PROFILE)
      .describe(`Prometheus that must take the rules: ${PROFILES.join(", ")}`),
    ignore: z.array(z.string()).default([]).describe("check that is not run"),
    format: z.enum(["text", "sarif", "github"]).default("text").describe("how problems are printed"),
    failOn: z.enum(["error", "warning"]).default("error").describe("least severity that makes the exit code 1"),
    ...catalogOption,
  }),
  examples: [
    "exporterhub lint my-rules.yaml --against redis-exporter",
    "exporterhub lint rules/ dashboards/ --prometheus http://localhost:9090",
    "helm template my-chart | exporterhub lint - --metrics scrape.prom",
    "exporterhub lint rules/ --format sarif > lint.sarif",
  ],
  async run({ options, words, json, terminal }) {
    const ignore = new Set(options.ignore.map(knownCheck))
    const files = await lintFiles(words)
    const profile = options.prometheusVersion
    const { sources, scrapeIntervalMs } = await metricSources(options, usedMetricNames(files, profile))
    const result = lintAll(files, {
      profile,
      metrics: sources,
      ignore,
      ...(scrapeIntervalMs !== undefined && { scrapeIntervalMs }),
    })
    const { problems, silenced, counts, skipped } = result
    if (json) terminal.out(JSON.stringify({ files: files.length, ...counts, problems, silenced, skipped }, null, 2))
    else {
      const texts = new Map(files.map(({ file, content }) => [file, textOf(content)]))
      const report = outputs[options.format]({ problems, texts }, styleOn(terminal))
      if (report !== "") terminal.out(report)
      summarize(terminal, files.length, result, sources.source)
    }
    return problems.some(({ severity }) => severity === "error" || options.failOn === "warning") ? 1 : 0
  },
})

function knownCheck(id: string): string {
  if (checkIds.has(id)) return id
  const near = nearestNames(
    id,
    allChecks.map((check) => check.id),
  )
  throw new HubError("usage", `There is no check "${id}"`, {
    hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "The site lists them under Docs, Checks",
  })
}

function styleOn(terminal: Terminal): Style {
  const colors = { error: "red", warning: "yellow", dim: "dim", bold: "bold" } as const
  const siteUrl = process.env.EXPORTERHUB_URL?.replace(/\/+$/, "")
  return {
    paint: (kind, text) => paint(terminal, colors[kind], text),
    version: packageJson.version,
    ...(siteUrl ? { siteUrl } : {}),
  }
}

function textOf(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content)
}

/** One line for people: what was looked at, what was found, and what the checks could not know. */
function summarize(
  terminal: Terminal,
  files: number,
  { problems, counts, silenced, skipped }: LintResult,
  source: string,
) {
  const errors = problems.filter(({ severity }) => severity === "error").length
  const found = [count(errors, "error"), count(problems.length - errors, "warning")]
  const looked = [
    count(counts.alerts, "alert"),
    count(counts.recordings, "recording rule"),
    count(counts.queries, "query"),
  ]
  const rest = [
    ...(silenced.length > 0 ? [`${silenced.length} silenced`] : []),
    ...(skipped.length > 0 ? [`${count(skipped.length, "other document")} skipped`] : []),
  ]
  const line = `${[...found, ...rest].join(", ")} in ${looked.join(", ")} of ${count(files, "file")}`
  terminal.err(paint(terminal, errors > 0 ? "red" : problems.length > 0 ? "yellow" : "green", line))
  if (source === "")
    terminal.err(
      paint(terminal, "dim", "Metrics and labels were not looked up: --against, --metrics or --prometheus say in what"),
    )
}

function count(number: number, noun: string): string {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`
  return `${number} ${number === 1 ? noun : plural}`
}
