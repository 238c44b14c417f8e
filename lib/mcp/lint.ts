import { z } from "zod"
import { entryOf } from "@/lib/api/hub"
import { foreignSources } from "@/lib/checks/foreign-sources"
import { lint as lintAll } from "@/lib/checks/lint"
import { HubError } from "@/lib/error"
import { formatProblem } from "@/lib/problem"
import { DEFAULT_PROFILE, PROFILES } from "@/lib/promql/profile"
import { type McpHub, tool } from "./tool"

/** More problems than these are only counted. */
const MOST_PROBLEMS = 100

const Problem = z.object({
  check: z.string(),
  severity: z.enum(["error", "warning"]),
  line: z.int(),
  column: z.int(),
  message: z.string(),
  hint: z.string().optional(),
})

/** The rule checks on a text. */
export const lint = tool({
  name: "lint",
  title: "Check rules or a dashboard",
  description:
    "Check the text of a Prometheus rule file, a PrometheusRule, rendered manifests or a Grafana dashboard: syntax, types, units, labels, templates, common faults. With `against`, metrics and labels are looked up in what the real exporter showed. Use it on every rule that you write.",
  input: z.object({
    content: z.string().min(1).max(1_000_000).describe("The text of the file, YAML or JSON"),
    against: z
      .array(z.string().max(150))
      .max(20)
      .default([])
      .describe(
        "Entries, with a version if wanted, whose captures know the metrics: redis-exporter or redis-exporter@1.88.0",
      ),
    prometheusVersion: z.enum(PROFILES).default(DEFAULT_PROFILE).describe("Prometheus that must take the rules"),
  }),
  output: z.object({
    errors: z.int(),
    warnings: z.int(),
    alerts: z.int(),
    recordings: z.int(),
    queries: z.int(),
    problems: z.array(Problem),
  }),
  async run(hub, { content, against, prometheusVersion }) {
    const file = content.trimStart().startsWith("{") ? "content.json" : "content.yaml"
    const { sources, scrapeIntervalMs } = foreignSources({
      entries: against.map((text) => versionOf(hub, text)),
      others: [],
    })
    const { problems, counts } = lintAll([{ file, content }], {
      profile: prometheusVersion,
      metrics: sources,
      ...(scrapeIntervalMs !== undefined && { scrapeIntervalMs }),
    })
    const errors = problems.filter(({ severity }) => severity === "error").length
    const shown = problems.slice(0, MOST_PROBLEMS)
    const looked = `${counts.alerts} alerts, ${counts.recordings} recording rules, ${counts.queries} queries`
    const lines = [
      `${errors} errors, ${problems.length - errors} warnings in ${looked}`,
      ...(sources.source === "" ? ["Metrics and labels were not looked up: name an entry in `against`"] : []),
      ...shown.map(formatProblem),
      ...(shown.length < problems.length ? [`and ${problems.length - shown.length} more`] : []),
    ]
    return {
      text: lines.join("\n"),
      structured: {
        errors,
        warnings: problems.length - errors,
        ...counts,
        problems: shown.map(({ check, severity, line, column, message, hint }) => {
          return { check, severity, line, column, message, ...(hint === undefined ? {} : { hint }) }
        }),
      },
    }
  },
})

function versionOf(hub: McpHub, text: string) {
  const [id = "", version] = text.split("@")
  const entry = entryOf(hub, id)
  if (version === undefined) return { entry }
  const known = entry.versions.map((candidate) => candidate.version)
  if (known.includes(version)) return { entry, version }
  throw new HubError("not-found", `${id} has no version ${version}`, { hint: `It has ${known.join(", ")}` })
}
