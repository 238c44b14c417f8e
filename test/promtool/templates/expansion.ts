import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { withFiles, yamlString } from "./oracle"

const BATCH = 500

/** Labels and value of the alert that every template is expanded for; `up` has the samples that `query` finds. */
const SERIES = 'up{job="api", instance="web-1.example.org:9100"}'
const EXPRESSION = "up * 0.25"

/** What promtool prints for each template: it runs them as annotations of alerts that fire in a unit test. */
export function expansions(templates: readonly string[], binary = "promtool"): readonly string[] {
  const printed: string[] = []
  for (let i = 0; i < templates.length; i += BATCH) printed.push(...expandBatch(templates.slice(i, i + BATCH), binary))
  return printed
}

/** Whether a template ended in an error or printed what nobody wants to read. */
export function isBroken(printed: string): boolean {
  return /^<error expanding template|%!.?\(|%25%21|0x[\da-f]{6,}|(?<!map)\[\]|<no value>/su.test(printed)
}

function expandBatch(templates: readonly string[], binary: string): readonly string[] {
  const rules = templates.map(
    (text, i) => `  - {alert: a${i}, expr: '${EXPRESSION}', annotations: {t: ${yamlString(text)}}}\n`,
  )
  const asserted = templates.map((_, i) => `  - {eval_time: 1m, alertname: a${i}, exp_alerts: []}\n`)
  const test =
    `rule_files: [rules.yaml]\nevaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n` +
    `  - {series: '${SERIES}', values: '1 1 1'}\n  alert_rule_test:\n${asserted.join("")}`
  const files = { "rules.yaml": `groups:\n- name: g\n  rules:\n${rules.join("")}`, "test.yaml": test }
  return withFiles(files, (folder) => {
    const { stdout, stderr } = spawnSync(binary, ["test", "rules", join(folder, "test.yaml")], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    })
    const found = new Map<number, string>()
    const alert = /Labels:\{alertname="a(\d+)"[^\n]*\n\s*Annotations:\{t="((?:[^"\\]|\\.)*)"\}/g
    for (const [, index, text] of `${stdout}${stderr}`.matchAll(alert)) found.set(Number(index), text ?? "")
    return templates.map((template, i) => {
      const text = found.get(i)
      if (text === undefined) throw new Error(`promtool did not expand ${template}: ${stdout}${stderr}`.slice(0, 2_000))
      return text
    })
  })
}
