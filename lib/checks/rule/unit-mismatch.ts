import type { Finding, RuleCheck } from "@/lib/checks/check"
import type { Unit } from "@/lib/checks/metric-unit"
import { resultUnit, sameUnit } from "@/lib/checks/result-unit"
import { parsedExpressions, type Subject } from "@/lib/checks/subject"
import { unitWords } from "@/lib/checks/unit-words"
import { type Visited, visitKind } from "@/lib/checks/walk"
import type { Binary } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { constant } from "@/lib/promql/threshold"

/** Seconds compared with milliseconds are never equal to what was meant. */
export const unitMismatch: RuleCheck = {
  id: "unit-mismatch",
  severity: "error",
  summary: "Two values of different units are compared, added or divided",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `PromQL knows no units: \`a_bytes > b_kilobytes\` compares the numbers, and is true a thousand times too early. The most
common one is a time in milliseconds taken from \`time()\`, which is in seconds: the age is then minus fifty thousand years.`,
    fix: "Bring one side into the unit of the other: `x_milliseconds / 1000`, `x_kilobytes * 1024`.",
    example: {
      metrics: `
# TYPE backup_finished_timestamp_milliseconds gauge
backup_finished_timestamp_milliseconds 1700000000000`,
      before: `
- alert: BackupOld
  expr: time() - backup_finished_timestamp_milliseconds > 86400`,
      after: `
- alert: BackupOld
  expr: time() - backup_finished_timestamp_milliseconds / 1000 > 86400`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      visitKind(expr, "binary").flatMap((visited): Finding[] => {
        const message = mismatch(visited, subject)
        const { start, end } = visited.node
        return message === undefined ? [] : [{ at, offset: start, end, message }]
      }),
    ),
}

function mismatch({ node, around }: Visited<Binary>, subject: Subject): string | undefined {
  const { op, left, right } = node
  if (constant(left) !== undefined || constant(right) !== undefined) return undefined
  const [a, b] = [resultUnit(left, subject), resultUnit(right, subject)]
  if (!a || !b || !isMismatch(op, a, b)) return undefined
  // The factor between the two may follow: `a_seconds / b_milliseconds * 1000`.
  if (op === "/" && around.some((outer) => outer.kind === "binary" && (outer.op === "*" || outer.op === "/")))
    return undefined
  const [one, other] = [unitWords(a), unitWords(b)]
  if (one === undefined || other === undefined || one === other) return undefined
  const doing = isComparison(op) ? "compares" : op === "+" ? "adds" : op === "-" ? "subtracts" : "divides"
  return `This ${doing} ${one} ${op === "/" ? "by" : op === "-" ? "and" : isComparison(op) ? "with" : "and"} ${other}`
}

function isMismatch(op: Binary["op"], a: Unit, b: Unit): boolean {
  if (sameUnit(a, b) || a.dimension === "number" || b.dimension === "number") return false
  // Seconds per second are a share, and a rate against a level may be a threshold: `rate(x_bytes[5m]) > limit_bytes`.
  if (a.perSecond !== b.perSecond || a.open || b.open || a.assumed || b.assumed) return false
  if (op === "/") return a.dimension === b.dimension
  if (op === "+" || op === "-") {
    const shifts = a.dimension === "instant" && b.dimension === "time" && a.scale === b.scale
    return !shifts
  }
  return isComparison(op)
}
