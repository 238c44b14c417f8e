import { inside } from "@/lib/catalog/entry"
import type { RuleCheck } from "@/lib/checks/check"

const PASCAL_CASE = /^[A-Z][A-Za-z0-9]*$/

/** Names of alerts are looked up, silenced and routed by; all of Prometheus' own world writes them alike. */
export const alertName: RuleCheck = {
  id: "alert-name",
  severity: "warning",
  summary: "The name of the alert is not in PascalCase",
  needs: ["rules"],
  docs: {
    why: `An alert's name is a label value that routes, silences, inhibitions and runbook links repeat. With blanks, dots or underscores it
has to be quoted and escaped in each of them, and \`host_down\`, \`Host Down\` and \`HostDown\` become three alerts.`,
    example: {
      before: `
- alert: high memory usage
  expr: memory_usage_ratio > 0.9`,
      after: `
- alert: HighMemoryUsage
  expr: memory_usage_ratio > 0.9`,
    },
  },
  run: ({ alerts }) =>
    alerts.flatMap(({ name, at }) =>
      PASCAL_CASE.test(name)
        ? []
        : [{ at: inside(at, "alert"), message: `${name} is not in PascalCase`, ...hint(pascalCase(name)) }],
    ),
}

function hint(name: string): { hint?: string } {
  return PASCAL_CASE.test(name) ? { hint: `Call it ${name}` } : {}
}

function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")
}
