import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { z } from "zod"
import { parseCapture } from "@/lib/catalog/capture"
import { allParameters } from "@/lib/catalog/common-parameters"
import { DashboardFile } from "@/lib/catalog/dashboard-file"
import { EntryFile } from "@/lib/catalog/entry-file"
import { parseExposition } from "@/lib/catalog/exposition"
import type { Parameter } from "@/lib/catalog/parameter"
import { parameterValues, valueText } from "@/lib/catalog/parameter-values"
import { RuleFile } from "@/lib/catalog/rule-file"
import { RuleTestFile } from "@/lib/catalog/rule-test-file"
import { parseRunbook } from "@/lib/catalog/runbook"
import { parseWith } from "@/lib/catalog/schema-problems"
import { parseYaml } from "@/lib/catalog/yaml-source"
import { HubError } from "@/lib/error"
import type { Problem } from "@/lib/problem"
import { explain } from "@/lib/promql/explain"
import { groupingLabels, keptLabels } from "@/lib/promql/labels"
import { minimumVersion } from "@/lib/promql/minimum-version"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import { PROFILES } from "@/lib/promql/profile"
import { selectors } from "@/lib/promql/selectors"
import { comparison, comparisons } from "@/lib/promql/threshold"
import { tokens } from "@/lib/promql/tokens"
import { readDocuments } from "@/lib/rules/documents"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"
import { parseTemplate } from "@/lib/templates/parse"
import type { ValueOptions } from "@/lib/yaml/to-value"
import { handWritten } from "../../promtool/promql/expressions"

/** A reader of users' text. `run` throws when the reader throws what it must not, or answers what cannot be. */
export interface Target {
  name: string
  /** Share of the inputs. */
  weight: number
  /** Good texts to start from. */
  seeds: readonly string[]
  /** Words of the language. */
  pieces: readonly string[]
  run(text: string): void
}

const CATALOG = fileURLToPath(new URL("../../../catalog/", import.meta.url))

/** The first lines of files of the catalog, short enough to change many times a second. */
function heads(pattern: RegExp, lines: number): readonly string[] {
  const files = readdirSync(CATALOG, { recursive: true, encoding: "utf8" }).filter((file) => pattern.test(file))
  if (files.length === 0) throw new Error(`no file of the catalog matches ${pattern}`)
  return files.map((file) =>
    readFileSync(CATALOG + file, "utf8")
      .split("\n")
      .slice(0, lines)
      .join("\n"),
  )
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

function inside(text: string, { start, end }: { start: number; end: number }): void {
  must(start >= 0 && start <= end && end <= text.length, `span ${start}..${end} is not in the text`)
}

function positioned(problems: readonly Problem[]): void {
  for (const { line, column, message } of problems)
    must(line >= 1 && column >= 1 && message !== "", `problem at ${line}:${column} "${message}"`)
}

function promql(text: string): void {
  for (const profile of PROFILES) {
    const result = parse(text, { profile })
    inside(text, result.ok ? result.expr : result.error)
    if (!result.ok) must(result.error.message !== "", "a fault without words")
    else {
      print(result.expr)
      explain(result.expr)
      selectors(result.expr)
      keptLabels(result.expr)
      groupingLabels(result.expr)
      comparison(result.expr)
      comparisons(result.expr)
      must(minimumVersion(result.expr) !== undefined, "no profile accepts what was printed")
    }
  }
}

const PROMQL_PIECES =
  'sum( by(a) rate( [5m] {a="b"} {a=~"(a+)+"} offset 5m @ 5 and or + == bool a up{ "a" `a` \'a\' 1e5 # ) } ] -'.split(
    " ",
  )

/** Rules and their tests are read as Prometheus does. */
const TEXTS: ValueOptions = { isTyped: () => false }

const YAML_PIECES = [
  "a: b\n",
  "- ",
  "- - ",
  "&a ",
  "*a ",
  "? ",
  ": ",
  "{a: b, ",
  "[a, ",
  "|\n",
  ">\n",
  "!!str ",
  "<<: *a\n",
  '"',
  "'",
  "# c\n",
  "\t",
  "---\n",
]

function yaml(
  name: string,
  weight: number,
  schema: z.ZodType,
  seeds: readonly string[],
  options?: ValueOptions,
): Target {
  const run = (text: string) => {
    const { source, problems } = parseYaml("f.yaml", text, options)
    positioned(problems)
    must((source !== undefined) === (problems.length === 0), "a source beside problems, or neither")
    if (!source) return
    positioned(parseWith(schema, source).problems)
    const { line, column } = source.locate(["groups", 0, "rules", 0, "expr"], { offset: 5 })
    must(line >= 1 && column >= 1, `the expression is at ${line}:${column}`)
  }
  return { name, weight, seeds, pieces: YAML_PIECES, run }
}

function parametersOf(entry: string): readonly Parameter[] {
  const { source } = parseYaml("entry.yaml", entry)
  const { value } = source ? parseWith(EntryFile, source) : {}
  if (!value) throw new Error("an entry of the catalog does not parse")
  return allParameters(value)
}

function parameters(): Target {
  const all = heads(/entry\.yaml$/, 10_000).flatMap(parametersOf)
  const examples = all.flatMap((parameter) =>
    ["default", "example"].map((key) => (parameter as Record<string, unknown>)[key]),
  )
  const run = (text: string) => {
    for (const parameter of all) {
      try {
        const [value] = Object.values(parameterValues([parameter], { [parameter.name]: text }))
        if (value !== undefined) valueText(value)
      } catch (error) {
        if (!(error instanceof HubError) || error.code !== "usage") throw error
      }
    }
    try {
      parameterValues(all, { [text]: text })
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== "usage") throw error
    }
  }
  const seeds = [
    ...examples
      .flat()
      .filter((example) => example !== undefined)
      .map(String),
    "a/b",
    "redis://u:p@h:1/0",
  ]
  return {
    name: "parameter-values",
    weight: 5,
    seeds,
    pieces: ["://", "@", ":", "/", ",", "http://", "a.b", "[::1]", "%", "-"],
    run,
  }
}

const RULES_PIECES = [
  ...YAML_PIECES,
  "groups:\n",
  "- name: g\n",
  "  rules:\n",
  "  - alert: A\n",
  "    expr: up\n",
  "    for: 5m\n",
  "kind: PrometheusRule\n",
  "spec:\n",
  "data:\n",
  "  x: |\n",
  "{{ .Values.a }}",
]

function rules(): Target {
  const run = (text: string) => {
    const bytes = new TextEncoder().encode(text)
    for (const content of [text, bytes]) {
      const { documents, problems, locate } = readDocuments("f.yaml", content)
      positioned(problems)
      locate([0, "groups", 0], { offset: 3 })
      for (const document of documents)
        for (const profile of ["2.42", "3.16"] as const) positioned(parseRuleFile(document, { profile }).problems)
    }
  }
  return { name: "rules", weight: 3, seeds: heads(/rules\/.*\.yaml$/, 30), pieces: RULES_PIECES, run }
}

const METRICS_PIECES = [
  'a{b="c"} 1\n',
  "# HELP a b\n",
  "# TYPE a counter\n",
  "a ",
  "a{",
  'b="c",',
  'b="\\',
  '"',
  "} ",
  "1 1600000000\n",
  "+Inf\n",
  " # {} 1\n",
  "# CAPTURE a: b\n",
  "_bucket",
]
const TEMPLATE_PIECES = [
  "{{",
  "}}",
  "{{ . }}",
  "{{ $value }}",
  "{{ if . }}",
  "{{ end }}",
  "{{ range . }}",
  "{{ else }}",
  "{{- ",
  " -}}",
  "$x := ",
  "| ",
  "printf ",
  '"%s"',
  "`a`",
  "'a'",
  "(",
  ")",
  ".a.b ",
  "0x1p-2 ",
  "{{/* a */}}",
  '{{ define "a" }}',
  '{{ template "a" }}',
  "1i ",
]

/** Everything in lib/ that reads text from users. */
export function targets(): readonly Target[] {
  const metrics = heads(/captures\/.*\.prom$/, 25)
  const annotations = heads(/rules\/.*\.yaml$/, 10_000).flatMap(
    (text) => text.match(/(?:summary|description): .*\{\{.*/g) ?? [],
  )
  return [
    { name: "promql", weight: 25, seeds: handWritten(), pieces: PROMQL_PIECES, run: promql },
    {
      name: "promql tokens",
      weight: 20,
      seeds: handWritten(),
      pieces: PROMQL_PIECES,
      run: (text) =>
        must(
          tokens(text)
            .map((token) => token.text)
            .join("") === text,
          "the tokens are not the text",
        ),
    },
    {
      name: "templates",
      weight: 20,
      seeds: annotations,
      pieces: TEMPLATE_PIECES,
      run: (text) => {
        const result = parseTemplate(text)
        if (!result.ok) inside(text, result.error)
      },
    },
    {
      name: "exposition",
      weight: 15,
      seeds: metrics,
      pieces: METRICS_PIECES,
      run: (text) => void parseExposition(text),
    },
    {
      name: "capture",
      weight: 3,
      seeds: metrics,
      pieces: METRICS_PIECES,
      run: (text) => positioned(parseCapture("f.prom", text).problems),
    },
    parameters(),
    yaml("rule-file yaml", 2, RuleFile, heads(/rules\/.*\.yaml$/, 30), TEXTS),
    yaml("rule-test yaml", 1, RuleTestFile, heads(/tests\/.*\.yaml$/, 30), TEXTS),
    yaml("dashboard yaml", 1, DashboardFile, heads(/dashboards\/.*\.yaml$/, 40)),
    yaml("entry yaml", 1, EntryFile, heads(/entry\.yaml$/, 60)),
    {
      name: "runbook",
      weight: 4,
      seeds: heads(/runbooks\/.*\.md$/, 25),
      pieces: ["---\n", "---js\n", "alert: A\n", "title: T\n", "## Meaning\n", "## ", "\n", "```\n", ...YAML_PIECES],
      run: (text) => positioned(parseRunbook("f.md", text).problems),
    },
    rules(),
  ]
}
