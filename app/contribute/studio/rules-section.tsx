"use client"

import type { DraftMetric } from "@/lib/contribute/draft-check"
import { withYamlValue, yamlValue } from "@/lib/contribute/draft-yaml"
import type { FormField } from "@/lib/contribute/schema-form"
import type { Problem } from "@/lib/problem"
import { Fields } from "./fields"
import { FileText } from "./file-text"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"

interface RulesSectionProps {
  alert: readonly FormField[]
  recording: readonly FormField[]
  handle: DraftHandle
  problems: readonly Problem[]
  metrics: readonly DraftMetric[]
}

interface RuleValue {
  alert?: string
  record?: string
}

/** The rules of all rule files, one below the other. */
export function RulesSection({ handle, problems, ...rest }: RulesSectionProps) {
  const files = Object.keys(handle.draft.files).filter((path) => path.startsWith("rules/"))
  const add = (kind: "alert" | "record") => {
    const path = kind === "alert" ? "rules/alerts.yaml" : "rules/recordings.yaml"
    handle.setFile(path, (before) => withRule(before, kind))
  }
  return (
    <>
      {files.map((path) => (
        <RuleFile
          key={path}
          path={path}
          handle={handle}
          problems={problems.filter(({ file }) => file === path)}
          {...rest}
        />
      ))}
      <p className={styles.actions}>
        <button type="button" onClick={() => add("alert")}>
          Add alert
        </button>
        <button type="button" onClick={() => add("record")}>
          Add recording rule
        </button>
      </p>
    </>
  )
}

function RuleFile({ path, alert, recording, handle, problems, metrics }: RulesSectionProps & { path: string }) {
  const text = handle.draft.files[path] ?? ""
  const value = yamlValue(text)
  const groups = groupsOf(value)
  const file = {
    text,
    problems,
    metrics,
    onChange: (at: readonly (string | number)[], next: unknown) =>
      handle.setFile(path, (before) => withYamlValue(before, at, next)),
  }
  if (groups === undefined)
    return (
      <div className={styles.file}>
        <h3>
          <code>{path}</code>
        </h3>
        <FileText path={path} handle={handle} problems={problems} />
      </div>
    )
  return (
    <div className={styles.file}>
      <h3>
        <code>{path}</code>
      </h3>
      {groups.flatMap(({ name, rules }, g) =>
        rules.map((rule, r) => {
          const at = ["groups", g, "rules", r]
          const title = rule.alert ?? rule.record ?? "A rule"
          return (
            <details className={styles.item} key={at.join(".")} open={r === 0 && g === 0}>
              <summary>
                {title} <span>in {name}</span>
              </summary>
              <Fields
                fields={rule.record === undefined ? alert : recording}
                value={rule}
                path={at}
                file={file}
                context={`${path} rule ${g + 1}.${r + 1} `}
              />
              <button type="button" onClick={() => file.onChange(rules.length > 1 ? at : ["groups", g], undefined)}>
                Remove {title}
              </button>
            </details>
          )
        }),
      )}
    </div>
  )
}

function groupsOf(value: unknown): { name: string; rules: RuleValue[] }[] | undefined {
  const groups = (value as { groups?: unknown } | null | undefined)?.groups
  if (!Array.isArray(groups)) return value === null || value === undefined ? undefined : []
  return groups.map((group) => ({
    name: String(group?.name ?? ""),
    rules: Array.isArray(group?.rules) ? group.rules.filter((rule: unknown) => typeof rule === "object" && rule) : [],
  }))
}

/** A file with one rule more, in its last group. */
function withRule(text: string, kind: "alert" | "record"): string {
  const rule =
    kind === "alert"
      ? {
          alert: "NewAlert",
          expr: "",
          for: "5m",
          labels: { severity: "warning" },
          annotations: { summary: "", description: "" },
        }
      : { record: "instance:metric:rate5m", expr: "" }
  const groups = groupsOf(yamlValue(text)) ?? []
  const last = groups.length - 1
  if (last < 0)
    return withYamlValue(text, ["groups", 0], { name: kind === "alert" ? "alerts" : "recordings", rules: [rule] })
  return withYamlValue(text, ["groups", last, "rules", groups[last]?.rules.length ?? 0], rule)
}
