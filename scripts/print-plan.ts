import type { FieldChange } from "@/lib/cluster/diff"
import { refText } from "@/lib/cluster/kinds"
import { type PlanReport, planCounts } from "@/lib/cluster/plan"
import type { PlanAction, PlanItem } from "@/lib/cluster/plan-item"
import { preflightLines } from "./print-preflight"
import { paint, type Terminal } from "./terminal"

const MARKS: Record<PlanAction, { sign: string; style: "green" | "yellow" | "dim" | "red" | "cyan"; word: string }> = {
  create: { sign: "+", style: "green", word: "to create" },
  deferred: { sign: "+", style: "green", word: "to create after others" },
  update: { sign: "~", style: "yellow", word: "to update" },
  prune: { sign: "-", style: "red", word: "to remove" },
  unchanged: { sign: "=", style: "dim", word: "unchanged" },
  conflict: { sign: "!", style: "red", word: "in conflict" },
  blocked: { sign: "x", style: "red", word: "blocked" },
}

/** The plan as lines for people. */
export function planLines(terminal: Terminal, plan: PlanReport): string[] {
  const from = plan.installed ? `, now revision ${plan.installed.revision}` : ""
  return [
    paint(terminal, "bold", `${plan.name} in namespace ${plan.namespace} of ${plan.context}${from}`),
    paint(terminal, "dim", plan.digest),
    ...(plan.createsNamespace
      ? [paint(terminal, "green", `+ Namespace ${plan.namespace} (stays when the install goes)`)]
      : []),
    ...plan.items.flatMap((item) => itemLines(terminal, plan, item)),
    ...problemLines(terminal, plan),
    ...preflightLines(terminal, plan.preflight),
    "",
    summary(terminal, plan),
  ]
}

function itemLines(terminal: Terminal, plan: PlanReport, item: PlanItem): string[] {
  const { sign, style } = MARKS[item.action]
  const { namespace } = item.ref
  const place = namespace === undefined ? " (cluster-wide)" : namespace === plan.namespace ? "" : ` in ${namespace}`
  const aside = item.reason === undefined ? "" : paint(terminal, "dim", `  ${item.reason}`)
  return [
    `${paint(terminal, style, `${sign} ${refText(item.ref)}${place}`)}${aside}`,
    ...(item.hint === undefined ? [] : [`    ${item.hint}`]),
    ...item.diff.flatMap((change) => changeLines(terminal, change)),
    ...item.warnings.map((warning) => `    ${paint(terminal, "yellow", "warning:")} ${warning}`),
  ]
}

function changeLines(terminal: Terminal, { path, before, after }: FieldChange): string[] {
  const side = (sign: string, style: "red" | "green", value: unknown) =>
    value === undefined ? [] : valueLines(value).map((line) => paint(terminal, style, `      ${sign} ${line}`))
  const texts = typeof before === "string" && typeof after === "string" && `${before}${after}`.includes("\n")
  return [
    `    ${path}`,
    ...(texts ? textLines(terminal, before, after) : [...side("-", "red", before), ...side("+", "green", after)]),
  ]
}

const WIDTH = 160
const LINES = 12

function valueLines(value: unknown): string[] {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value)
  return clipped(
    text
      .split("\n")
      .map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH)}… (${line.length} characters)` : line)),
  )
}

/** Of two long texts only the lines that differ, without what is the same at both ends. */
function textLines(terminal: Terminal, before: string, after: string): string[] {
  const [a, b] = [before.split("\n"), after.split("\n")]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const part = (lines: string[]) => clipped(lines.slice(start, lines.length - end))
  return [
    paint(terminal, "dim", `      line ${start + 1}`),
    ...part(a).map((line) => paint(terminal, "red", `      - ${line}`)),
    ...part(b).map((line) => paint(terminal, "green", `      + ${line}`)),
  ]
}

function clipped(lines: string[]): string[] {
  return lines.length <= LINES ? lines : [...lines.slice(0, LINES), `… ${lines.length - LINES} more lines`]
}

/** What the pre-flight does not say: its items hold missing kinds and rights already. */
function problemLines(terminal: Terminal, { blockers }: PlanReport): string[] {
  return blockers.flatMap(({ message, hint }) => [`${paint(terminal, "red", "x")} ${message}`, `    ${hint}`])
}

function summary(terminal: Terminal, plan: PlanReport): string {
  const counts = planCounts(plan)
  const parts = (Object.keys(MARKS) as PlanAction[]).flatMap((action) =>
    counts[action] === undefined ? [] : [`${counts[action]} ${MARKS[action].word}`],
  )
  const list = parts.join(", ")
  if (!plan.clean)
    return `${paint(terminal, "red", "Not clean:")} ${list}. Nothing is written until everything above is solved.`
  if (plan.preflight.level === "error")
    return `${paint(terminal, "red", "Stopped by the pre-flight:")} ${list}. --ignore-preflight installs all the same.`
  return plan.changes ? `${paint(terminal, "green", "Clean:")} ${list}` : `Nothing to do: ${list}`
}
