import { scenes, seriesOf } from "@/lib/checks/capture-series"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { operandText } from "@/lib/checks/operand-text"
import { bySignature, type Series } from "@/lib/checks/series"
import { type ParsedExpression, parsed, type Subject } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import type { Binary } from "@/lib/promql/ast"

/** `and on (instance)` with disks on both sides takes one disk's condition for another's. */
export const joinLabel: RuleCheck = {
  id: "join-label",
  severity: "warning",
  summary: "A condition is matched without a label that both sides have, so that different things are mixed",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `\`disk_full and on (instance) disk_writable\` is true for a full disk as soon as any disk of the machine is writable, also when the
full one is not. Where both sides are about disks, the disk has to be among the labels that they are matched by.`,
    example: {
      metrics: `
# TYPE disk_free_ratio gauge
disk_free_ratio{device="sda"} 0.4
disk_free_ratio{device="sdb"} 0.4
# TYPE disk_read_only gauge
disk_read_only{device="sda"} 0
disk_read_only{device="sdb"} 1`,
      before: `
- alert: DiskFull
  expr: disk_free_ratio < 0.1 and on (job, instance) disk_read_only == 0`,
      after: `
- alert: DiskFull
  expr: disk_free_ratio < 0.1 and on (job, instance, device) disk_read_only == 0`,
    },
  },
  run: (subject) =>
    [...subject.alerts, ...subject.recordings]
      .flatMap(({ expression }) => parsed(expression))
      .flatMap((expression) =>
        visitKind(expression.expr, "binary").flatMap(({ node }) => mixed(node, expression, subject)),
      ),
}

function mixed(node: Binary, { at, expr }: ParsedExpression, subject: Subject): Finding[] {
  const { op, matching, left, right } = node
  if ((op !== "and" && op !== "unless") || matching?.kind !== "on") return []
  const lost = new Set<string>()
  for (const scene of scenes(expr, subject)) {
    const [a, b] = [seriesOf(left, scene), seriesOf(right, scene)]
    if (!a || !b) return []
    const partners = bySignature(b, matching)
    for (const [key, series] of bySignature(a, matching))
      for (const label of sharedLabels(series, partners.get(key) ?? [])) lost.add(label)
  }
  if (lost.size === 0) return []
  const labels = [...lost].sort()
  const message = `${operandText(left)} and ${operandText(right)} both have several values of ${labels.join(" and ")}, and are matched without`
  const hint = `Write ${op} on (${[...matching.labels.map(({ name }) => name), ...labels].join(", ")})`
  return [{ at, offset: matching.start, end: matching.end, message, hint }]
}

/** Labels that series which match each other have, with several values that are the same on both sides. */
function sharedLabels(left: readonly Series[], right: readonly Series[]): string[] {
  const [first] = left
  return Object.keys(first?.labels ?? {}).filter((name) => {
    const values = (series: readonly Series[]) => series.map(({ labels }) => labels[name])
    const [a, b] = [new Set(values(left)), new Set(values(right))]
    if (a.has(undefined) || b.has(undefined)) return false
    return [...a].filter((value) => b.has(value)).length > 1
  })
}
