import { writeFile } from "node:fs/promises"
import { z } from "zod"
import { amendTuneFile } from "@/lib/bundle/tuning/amend"
import { withBase } from "@/lib/bundle/tuning/base"
import { rulesByEntry, rulesOf } from "@/lib/bundle/tuning/rules-of"
import { choiceText, thresholdChoices } from "@/lib/bundle/tuning/thresholds"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { ruleName } from "@/lib/catalog/rule-file"
import { HubError } from "@/lib/error"
import { parse } from "@/lib/promql/parse"
import { command } from "./command"
import { catalogOption, usableEntries } from "./registry"
import { columns, paint } from "./terminal"
import { readTuneFile, tuningOf } from "./tuning"
import { tuningOptions } from "./tuning-flags"

export const tune = command({
  summary: "List what can be tuned, or write a tune.yaml that notes what it was made against",
  words: "<entry…>",
  options: z.object({
    ...catalogOption,
    ...tuningOptions,
    output: z.string().optional().describe("tune.yaml to write, or - for standard output"),
  }),
  examples: [
    "exporterhub tune redis-exporter",
    "exporterhub tune redis-exporter --threshold RedisMemoryNearLimit=0.95 --disable RedisRestarted -o tune.yaml",
    "exporterhub tune redis-exporter --tune tune.yaml --for RedisMemoryNearLimit=10m -o tune.yaml",
  ],
  async run({ options, words, json, terminal }) {
    const { output } = options
    if (json && output === "-") throw new HubError("usage", "--json and -o - both want standard output")
    const entries = await usableEntries(options.catalog, [...new Set(words)])
    const items = entries.map((entry) => {
      return { entry, values: parameterValues(allParameters(entry), {}, { examples: true }) }
    })
    const tuning = withBase((await tuningOf(options, items, terminal)) ?? {}, rulesByEntry(entries))
    if (output !== undefined) {
      const text = amendTuneFile(options.tune === undefined ? "" : (await readTuneFile(options.tune)).text, tuning)
      if (output === "-") terminal.out(text.trimEnd())
      else
        await writeFile(output, text).catch((cause) => {
          throw new HubError("usage", `Cannot write ${output}`, { cause })
        })
    }
    const rules = entries.flatMap(ruleRows)
    if (json) terminal.out(JSON.stringify({ tuning, rules }, null, 2))
    else if (output === undefined) for (const line of columns(rules.map(cells))) terminal.out(line)
    else if (output !== "-") terminal.err(`Next: exporterhub bundle ${words.join(" ")} --tune ${output}`)
    if (!json && output === undefined && Object.keys(tuning).length > 0)
      terminal.err(paint(terminal, "dim", "Nothing was written; -o tune.yaml keeps these changes"))
    return 0
  },
})

interface RuleRow {
  entry: string
  rule: string
  severity: string
  for: string
  /** The comparisons with a number, in the order that `Rule#1` counts them by. */
  thresholds: readonly string[]
}

function ruleRows(entry: Entry): RuleRow[] {
  return rulesOf(entry).map((rule) => {
    const parsed = parse(rule.expr)
    return {
      entry: entry.id,
      rule: ruleName(rule),
      severity: "alert" in rule ? rule.labels.severity : "",
      for: "alert" in rule ? (rule.for ?? "0s") : "",
      thresholds: parsed.ok ? thresholdChoices(parsed.expr).map(choiceText) : [],
    }
  })
}

function cells({ entry, rule, severity, for: duration, thresholds }: RuleRow): string[] {
  const list = thresholds.map((text, i) => (thresholds.length > 1 ? `#${i + 1} ${text}` : text)).join("; ")
  return [`${entry}.${rule}`, severity || "recording", duration || "-", list]
}
