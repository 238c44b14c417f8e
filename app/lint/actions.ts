"use server"

import { z } from "zod"
import { catalog } from "@/app/server"
import { parseExposition } from "@/lib/catalog/exposition"
import { foreignSources } from "@/lib/checks/foreign-sources"
import { lint } from "@/lib/checks/lint"
import { DEFAULT_PROFILE } from "@/lib/promql/profile"
import type { LintState, ShownProblem } from "./state"

/** More than a page is good for: the terminal takes any size. Characters. */
const MAX_RULES = 200_000
const MAX_METRICS = 600_000

const Form = z.object({
  rules: z.string().max(MAX_RULES, `The rules have more than ${MAX_RULES} characters; exporterhub lint takes any size`),
  against: z.string().max(100),
  metrics: z.string().max(MAX_METRICS, `The metrics have more than ${MAX_METRICS} characters`),
})

/** Checks the rules of the form and answers what is wrong with them; nothing is stored. */
export async function lintRules(_before: LintState, data: FormData): Promise<LintState> {
  const given = {
    rules: String(data.get("rules") ?? ""),
    against: String(data.get("against") ?? ""),
    metrics: String(data.get("metrics") ?? ""),
  }
  const form = Form.safeParse(given)
  if (!form.success) return { ...given, fault: form.error.issues[0]?.message ?? "This cannot be read" }
  const { rules, against, metrics } = form.data
  if (rules.trim() === "") return { ...given, fault: "There are no rules to check yet" }
  const entry = (await catalog()).byId.get(against)
  const { faults, ...exposition } = parseExposition(metrics)
  if (faults.length > 0)
    return { ...given, fault: `Line ${faults[0]} of the metrics is no sample of the Prometheus text format` }
  const others = exposition.families.length > 0 ? [{ title: "your metrics", exposition }] : []
  const known = foreignSources({ entries: entry ? [{ entry }] : [], others })
  const { sources: metricSources, scrapeIntervalMs } = known
  const result = lint([{ file: "rules", content: rules }], {
    profile: DEFAULT_PROFILE,
    metrics: metricSources,
    ...(scrapeIntervalMs !== undefined && { scrapeIntervalMs }),
  })
  const lines = rules.split("\n")
  return {
    ...given,
    result: {
      counts: result.counts,
      source: metricSources.source,
      silenced: result.silenced.length,
      skipped: result.skipped.map(({ title }) => title),
      problems: result.problems.map((problem): ShownProblem => shown(problem, lines)),
    },
  }
}

function shown(problem: Omit<ShownProblem, "before" | "marked" | "after">, lines: readonly string[]): ShownProblem {
  const { check, severity, line, column, endLine, endColumn, message, hint } = problem
  const source = (lines[line - 1] ?? "").replace(/\r$/, "")
  const word = /^[\p{L}\p{N}_:.$-]+/u.exec(source.slice(column - 1))?.[0].length ?? 1
  const end = endLine === undefined ? column - 1 + word : endLine > line ? source.length : (endColumn ?? column) - 1
  return {
    check,
    severity,
    line,
    column,
    message,
    ...(hint !== undefined && { hint }),
    before: source.slice(0, column - 1).trimStart(),
    marked: source.slice(column - 1, Math.max(end, column)),
    after: source.slice(Math.max(end, column)),
  }
}
