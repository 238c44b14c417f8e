import { alertTemplates } from "@/lib/checks/alert-templates"
import type { Finding, RuleCheck } from "@/lib/checks/check"

const ACTION = /\{\{-?([\s\S]*?)-?\}\}/g
/** What is another value at the next evaluation; texts in quotes are no reads. */
const CHANGING = /\$value\b|(?<![\w$)])\$?\.Value\b|\bquery\b|\bnow\b/
const QUOTED = /"(?:[^"\\]|\\.)*"|`[^`]*`/g

/** The labels of an alert are its identity. */
export const labelTemplateValue: RuleCheck = {
  id: "label-template-value",
  severity: "error",
  summary: "A label of the alert changes with its value",
  needs: ["rules"],
  docs: {
    why: `Prometheus tells alerts apart by their labels. With \`{{ $value }}\` in one, each evaluation makes another alert: \`for\` starts again
and again and never passes; without \`for\`, every evaluation sends a new notification and resolves the one before. A severity
that depends on the value has the same effect whenever it changes.`,
    fix: "Put the value into an annotation; for two severities write two alerts.",
    example: {
      before: `
- alert: DiskFull
  expr: disk_used_ratio > 0.8
  for: 5m
  labels:
    severity: warning
    used: "{{ $value | humanizePercentage }}"`,
      after: `
- alert: DiskFull
  expr: disk_used_ratio > 0.8
  for: 5m
  labels:
    severity: warning
  annotations:
    description: "{{ $value | humanizePercentage }} are used"`,
    },
  },
  run: ({ alerts }) =>
    alerts.flatMap((alert) =>
      alertTemplates(alert)
        .filter(({ part }) => part === "labels")
        .flatMap(({ at, name, text }): Finding[] => {
          const [use] = [...text.matchAll(ACTION)].flatMap((action) => {
            const bare = action[0].replace(QUOTED, (quoted) => " ".repeat(quoted.length))
            const found = CHANGING.exec(bare)
            return found ? [{ offset: action.index + found.index, what: found[0] }] : []
          })
          if (!use) return []
          const effect = alert.forMs
            ? "its for starts again whenever that does"
            : "whenever that does, another alert is sent"
          const message = `The label ${name} changes with ${use.what}, and the alert with it: ${effect}`
          const hint = "Put it into an annotation"
          return [{ at, offset: use.offset, end: use.offset + use.what.length, message, hint }]
        }),
    ),
}
