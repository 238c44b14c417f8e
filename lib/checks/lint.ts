import { compareProblems, type Problem } from "@/lib/problem"
import type { Profile } from "@/lib/promql/profile"
import { selectors } from "@/lib/promql/selectors"
import { readDocuments } from "@/lib/rules/documents"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"
import { checkIds } from "./all"
import { queriesOf, rulesOf } from "./file-subject"
import { type Locate, toProblem } from "./locate"
import { knownMetrics, type MetricSources } from "./metrics"
import { ruleChecks } from "./rule/all"
import { applySilences, type Silenced } from "./silences"
import { parsed, type SubjectAlert, type SubjectQuery, type SubjectRecording } from "./subject"

/** A file to lint: its name as problems shall use it, and what is in it. */
export interface LintFile {
  file: string
  content: string | Uint8Array
}

/** What the files are judged by. */
export interface LintOptions {
  /** The Prometheus that must take the rules. */
  profile: Profile
  /** What is known of the metrics; without captures and declarations, the checks that need them say nothing. */
  metrics: MetricSources
  scrapeIntervalMs?: number
  /** Ids of checks that are not run. */
  ignore?: ReadonlySet<string>
}

/** What was found in the files. */
export interface LintResult {
  /** Ordered by file and place. */
  problems: Problem[]
  silenced: Silenced[]
  counts: { alerts: number; recordings: number; queries: number }
  /** Parts of files that hold nothing to check, such as a Deployment among rendered manifests. */
  skipped: { file: string; title: string }[]
}

interface Read {
  alerts: SubjectAlert[]
  recordings: SubjectRecording[]
  queries: SubjectQuery[]
  problems: Problem[]
  skipped: LintResult["skipped"]
  locate: Map<string, ReturnType<typeof readDocuments>["locate"]>
}

/** Checks rule files, PrometheusRules, ConfigMaps and dashboards together: rules of one may use recordings of another. */
export function lint(files: readonly LintFile[], options: LintOptions): LintResult {
  const read = readAll(files, options.profile)
  const { alerts, recordings, queries, skipped } = read
  const metrics = knownMetrics({
    ...options.metrics,
    recordings: [...options.metrics.recordings, ...recordings],
  })
  const { profile: oldest, scrapeIntervalMs } = options
  const subject = { alerts, recordings, queries, metrics, oldest, ...(scrapeIntervalMs && { scrapeIntervalMs }) }
  const locate: Locate = (at, where) => read.locate.get(at.file)?.(at.path, where) ?? { line: 1, column: 1 }
  const found = ruleChecks.flatMap((check) =>
    check
      .run(subject)
      .map((finding) => toProblem({ id: check.id, severity: check.elsewhere ?? check.severity }, finding, locate)),
  )
  const { problems, silenced } = silence(files, once([...read.problems, ...found]), options.ignore)
  return {
    problems,
    silenced,
    counts: { alerts: alerts.length, recordings: recordings.length, queries: queries.length },
    skipped,
  }
}

/** The names of all metrics that the files use: what a server has to be asked for. */
export function usedMetricNames(files: readonly LintFile[], profile: Profile): string[] {
  const { alerts, recordings, queries } = readAll(files, profile)
  const names = [...alerts, ...recordings, ...queries].flatMap(({ expression }) =>
    parsed(expression).flatMap(({ expr }) => selectors(expr).flatMap(({ metric }) => metric ?? [])),
  )
  return [...new Set(names)]
}

function readAll(files: readonly LintFile[], profile: Profile): Read {
  const read: Read = { alerts: [], recordings: [], queries: [], problems: [], skipped: [], locate: new Map() }
  for (const { file, content } of files) {
    const { documents, problems, locate } = readDocuments(file, content)
    read.problems.push(...problems)
    read.locate.set(file, locate)
    for (const document of documents) {
      if (document.kind === "dashboard") {
        for (const query of queriesOf(document, profile)) read.queries.push(query)
        continue
      }
      if (document.kind === "other" || document.kind === "Loki") {
        read.skipped.push({ file, title: document.kind === "Loki" ? `${document.title} (Loki)` : document.title })
        continue
      }
      const { groups, problems: faults } = parseRuleFile(document, { profile })
      const rules = rulesOf(groups, profile)
      read.problems.push(...faults)
      read.alerts.push(...rules.alerts)
      read.recordings.push(...rules.recordings)
    }
  }
  return read
}

/** Reading and checking may both find the same fault of an expression or template: it is told once. */
function once(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, Problem>()
  for (const problem of problems) {
    const key = `${problem.file}:${problem.line}:${problem.check}:${problem.message}`
    const known = seen.get(key)
    // Of the two, the one that knows where the fault ends.
    if (!known || (known.endLine === undefined && problem.endLine !== undefined)) seen.set(key, problem)
  }
  return [...seen.values()]
}

function silence(files: readonly LintFile[], problems: readonly Problem[], ignore: LintOptions["ignore"]) {
  const wanted = problems.filter(({ check }) => !ignore?.has(check))
  const results = files.map(({ file, content }) => {
    const own = wanted.filter((problem) => problem.file === file)
    const text = typeof content === "string" ? content : new TextDecoder().decode(content)
    return applySilences(file, text, own, checkIds)
  })
  return {
    problems: results
      .flatMap((result) => result.problems)
      .filter(({ check }) => !ignore?.has(check))
      .sort(compareProblems),
    silenced: results.flatMap((result) => result.silenced),
  }
}
