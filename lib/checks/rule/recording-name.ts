import { inside } from "@/lib/catalog/entry"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { parsed, type SubjectRecording } from "@/lib/checks/subject"
import { rangeArgument, visitKind } from "@/lib/checks/walk"
import type { Expr } from "@/lib/promql/ast"
import { durationMs } from "@/lib/promql/duration"
import { labelSource } from "@/lib/promql/label-sets"
import { keptLabels } from "@/lib/promql/labels"

/** An empty level is the whole of what is monitored, and without operations it is the metric itself. */
const FORM = /^[a-zA-Z0-9_]*(:[a-zA-Z0-9_]*)+$/
/** Levels that are the name of a label, and of nothing else ("cluster" and "node" also name what there is one of). */
const LEVELS = ["instance", "job", "pod", "namespace", "container", "device"]
const WINDOWED = /(?:rate|irate|increase|delta|deriv|mean|avg|max|min)_?(\d+[smhdwy])(?=[:_]|$)/g

/** A recording's name is all that its readers see of it. */
export const recordingName: RuleCheck = {
  id: "recording-name",
  severity: "warning",
  summary: "The name of the recording does not say what it is",
  needs: ["rules"],
  docs: {
    why: `Who uses a recording sees its name and not its expression. \`instance:requests:rate5m\` says: one series for each instance, a rate
over five minutes. When the expression has another window, or has dropped the label, every alert and panel on top is read wrongly.`,
    fix: "`level:metric:operations`, as in the [naming conventions](https://prometheus.io/docs/practices/rules/).",
    example: {
      before: `
- record: instance:http_requests:rate5m
  expr: sum by (job) (rate(http_requests_total[1m]))`,
      after: `
- record: job:http_requests:rate1m
  expr: sum by (job) (rate(http_requests_total[1m]))`,
    },
  },
  run: ({ recordings }) =>
    recordings.flatMap((recording) => {
      const at = inside(recording.at, "record")
      if (!FORM.test(recording.name)) {
        const message = `${recording.name} does not tell its level and operations`
        return [{ at, message, hint: "level:metric:operations, such as job:http_requests:rate5m" }]
      }
      return parsed(recording.expression).flatMap(({ expr }) =>
        [...wrongLevel(recording, expr), ...wrongWindow(recording, expr)].map((texts): Finding => ({ at, ...texts })),
      )
    }),
}

function wrongLevel({ name, labels }: SubjectRecording, expr: Expr): { message: string }[] {
  const level = name.slice(0, name.indexOf(":"))
  const kept = keptLabels(expr)
  if (!LEVELS.includes(level) || level in labels || labelSource(kept, level) !== undefined) return []
  const has = [...kept.labels.keys()].sort().join(", ") || "none"
  return [{ message: `${name} says that it has the label ${level}, but the expression drops it (it keeps ${has})` }]
}

function wrongWindow({ name }: SubjectRecording, expr: Expr): { message: string }[] {
  const windows = visitKind(expr, "call").flatMap(({ node }) => rangeArgument(node.args)?.range ?? [])
  if (windows.length === 0) return []
  const told = [...name.slice(name.indexOf(":")).matchAll(WINDOWED)].map((match) => match[1] ?? "")
  return told
    .filter((window) => windows.every(({ ms }) => ms !== durationMs(window)))
    .map((window) => {
      const used = [...new Set(windows.map(({ text }) => text))].join(", ")
      return { message: `${name} says ${window}, but the expression looks back over ${used}` }
    })
}
