import { inside } from "@/lib/catalog/entry"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { nearestNames } from "@/lib/nearest-names"

/** What public rule collections and pagers use. Source: the values in 2,300 rules of mixins and awesome-prometheus-alerts, and the severities of PagerDuty, Opsgenie, Jira and syslog. */
const USUAL = new Set(
  (
    "critical warning warn info information informational none page ticket notify notice error emergency alert debug ok high medium low major minor " +
    "fatal disaster average blocker trivial urgent severe p0 p1 p2 p3 p4 p5 sev0 sev1 sev2 sev3 sev4 sev5 s1 s2 s3 s4 0 1 2 3 4 5"
  ).split(" "),
)

/** Alertmanager routes by this label. */
export const alertSeverity: RuleCheck = {
  id: "alert-severity",
  severity: "warning",
  summary: "The alert has no severity, or an unusual one",
  needs: ["rules"],
  docs: {
    why: `Routes, inhibitions and dashboards go by the label \`severity\`. An alert without one, or with a misspelt one, falls through to the
default receiver: a mail box, or nobody.`,
    fix: "critical: a person must act now; warning: within the day; info: nobody is called.",
    example: {
      before: `
- alert: InstanceDown
  expr: up == 0
  for: 5m
  labels: { severity: critcal }`,
      after: `
- alert: InstanceDown
  expr: up == 0
  for: 5m
  labels: { severity: critical }`,
    },
  },
  run: ({ alerts }) =>
    alerts.flatMap(({ name, labels, at }): Finding[] => {
      const { severity } = labels
      if (severity === undefined || severity === "") {
        const hint = "Add severity: critical, warning or info"
        return [{ at: inside(at, "alert"), message: `${name} has no label severity`, hint }]
      }
      const known = severity.includes("{{") || USUAL.has(severity.toLowerCase())
      if (known) return []
      const near = nearestNames(severity.toLowerCase(), USUAL)
      const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "critical, warning and info are usual"
      return [{ at: inside(at, "labels", "severity"), message: `${severity} is none of the usual severities`, hint }]
    }),
}
