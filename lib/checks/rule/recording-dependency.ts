import type { Finding, RuleCheck } from "@/lib/checks/check"
import { parsed, type SubjectRecording } from "@/lib/checks/subject"
import { selectors } from "@/lib/promql/selectors"

/** Rules of a group are evaluated one after the other. */
export const recordingDependency: RuleCheck = {
  id: "recording-dependency",
  severity: "warning",
  summary: "A rule uses a recording that is made after it",
  needs: ["rules"],
  docs: {
    why: `Prometheus evaluates the rules of a group in their order. A rule that stands before the recording it uses reads the value of the
evaluation before: it is always one interval late, has nothing after a restart, and in unit tests fires a step too late. A recording
that uses itself keeps whatever it once had.`,
    fix: "Move the recording above the rules that use it.",
    example: {
      before: `
- record: job:errors:ratio
  expr: job:errors:rate5m / job:requests:rate5m
- record: job:requests:rate5m
  expr: sum by (job) (rate(requests_total[5m]))`,
      after: `
- record: job:requests:rate5m
  expr: sum by (job) (rate(requests_total[5m]))
- record: job:errors:ratio
  expr: job:errors:rate5m / job:requests:rate5m`,
    },
  },
  run: ({ alerts, recordings }) =>
    [...alerts, ...recordings].flatMap((rule) =>
      parsed(rule.expression).flatMap(({ at, expr }) =>
        selectors(expr).flatMap(({ metric, start, end, offsetMs, rangeMs }): Finding[] => {
          const same = recordings.filter(
            ({ name, at }) => name === metric && groupOf(at.path) === groupOf(rule.at.path),
          )
          const inGroup = same.filter(({ at }) => at.file === rule.at.file)
          // The past is the same before and after.
          if (inGroup.length === 0 || (offsetMs ?? 0) > 0 || rangeMs !== undefined) return []
          const position = placeOf(rule)
          if (inGroup.some((made) => placeOf(made) < position)) return []
          const itself = inGroup.some((made) => placeOf(made) === position)
          const message = itself
            ? `${metric} uses itself: it keeps what it once had`
            : `${metric} is recorded further down in this group, so its value here is that of the evaluation before`
          return [{ at, offset: start, end, message, ...(!itself && { hint: `Move ${metric} above this rule` }) }]
        }),
      ),
    ),
}

function groupOf(path: SubjectRecording["at"]["path"]): string {
  return path.slice(0, -1).join("/")
}

function placeOf({ at }: Pick<SubjectRecording, "at">): number {
  return Number(at.path.at(-1))
}
