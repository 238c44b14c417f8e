import { type AlertTemplate, alertTemplates } from "@/lib/checks/alert-templates"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import type { Subject, SubjectQuery } from "@/lib/checks/subject"
import { parse } from "@/lib/promql/parse"
import { templateQueries } from "@/lib/templates/find"
import type { Hole, TemplateQuery } from "@/lib/templates/findings"
import { labelKnown } from "./label-known"
import { metricKnown } from "./metric-known"
import { promqlSyntax } from "./promql-syntax"

type KnownQuery = Extract<TemplateQuery, { kind: "literal" | "format" }>

/** Queries inside of templates are read by nobody before the alert fires. */
export const templateQuery: RuleCheck = {
  id: "template-query",
  severity: "error",
  summary: "A query inside of a template is wrong",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `\`{{ query "…" }}\` runs when the alert fires. Neither Prometheus nor promtool looks at the text before, so a typing error, a metric
that does not exist or a label that it does not have is found by the person who is woken: the annotation is an error message, or empty.`,
    example: {
      metrics: `
# TYPE disk_free_ratio gauge
disk_free_ratio{device="sda"} 0.4`,
      before: `
- alert: DiskFull
  expr: disk_free_ratio < 0.1
  annotations:
    summary: "{{ query \\"count(disk_free_ratio{disk='sda'})\\" | first | value }} disks"`,
      after: `
- alert: DiskFull
  expr: disk_free_ratio < 0.1
  annotations:
    summary: "{{ query \\"count(disk_free_ratio{device='sda'})\\" | first | value }} disks"`,
    },
  },
  run: (subject) => subject.alerts.flatMap(alertTemplates).flatMap((template) => inTemplate(template, subject)),
}

function inTemplate({ at, result }: AlertTemplate, subject: Subject): Finding[] {
  if (!result.ok) return []
  return templateQueries(result.template)
    .filter((query) => query.kind !== "unknown")
    .flatMap((query) => {
      const text = filled(query)
      if (text === undefined) return []
      const only = subjectOf(text, at, subject)
      const found = [promqlSyntax, metricKnown, labelKnown].flatMap(({ run }) => run(only))
      return found.map((finding) => placed(finding, query))
    })
}

/** What is checked is this one query, with all that is known of the metrics. */
function subjectOf(text: string, at: AlertTemplate["at"], subject: Subject): Subject {
  const query: SubjectQuery = { expression: { at, text, result: parse(text) }, legend: "", legendAt: at }
  return { ...subject, alerts: [], recordings: [], queries: [query] }
}

/** Back from the query to the text of the template, where its characters may be written as escapes. */
function placed(finding: Finding, { places, start, end }: KnownQuery): Finding {
  const from = places[finding.offset ?? 0] ?? start
  const last = finding.end === undefined ? undefined : places[finding.end - 1]
  return {
    ...finding,
    offset: from,
    end: last === undefined ? end : last + 1,
    message: `In this query: ${finding.message}`,
  }
}

/** The query with something in its holes; undefined where a hole may be filled with anything. */
function filled(query: KnownQuery): string | undefined {
  const holes = query.kind === "literal" ? [] : query.holes
  return holes.reduce<string | undefined>((text, hole) => {
    const fill = filler(hole, isInString(query.text, hole.start))
    return text !== undefined && fill !== undefined
      ? text.slice(0, hole.start) + fill + text.slice(hole.end)
      : undefined
  }, query.text)
}

/** Of the same length as the hole, so that offsets stay true. */
function filler({ verb, start, end }: Hole, inString: boolean): string | undefined {
  if (inString) return "x".repeat(end - start)
  if (verb === "%q") return '""'
  return /[dfgeEG]$/.test(verb) ? "1".repeat(end - start) : undefined
}

function isInString(text: string, at: number): boolean {
  let quote = ""
  for (let i = 0; i < at; i++) {
    const char = text.charAt(i)
    if (quote === "" && /["'`]/.test(char)) quote = char
    else if (char === quote) quote = ""
    else if (char === "\\" && quote !== "`") i++
  }
  return quote !== ""
}
