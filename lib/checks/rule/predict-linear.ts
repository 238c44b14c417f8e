import type { Finding, RuleCheck } from "@/lib/checks/check"
import { durationText } from "@/lib/checks/mutation-change"
import { parsedExpressions } from "@/lib/checks/subject"
import { rangeArgument, visitKind } from "@/lib/checks/walk"
import type { Call } from "@/lib/promql/ast"
import { constant } from "@/lib/promql/threshold"

/** How far a straight line may reach beyond what it was fitted to. */
const REACH = 24
/** A horizon below this is no forecast, but hours or days in place of seconds. */
const LEAST_MS = 60_000

/** A forecast of days from minutes fires at every short burst. */
export const predictLinear: RuleCheck = {
  id: "predict-linear",
  severity: "warning",
  summary: "A forecast much further ahead than what it is made from",
  needs: ["entry", "rules"],
  docs: {
    why: `\`predict_linear\` lays a straight line through the range and follows it. An hour in which a backup is written says that the
disk is full in two days, every night; the alert fires, clears, and is ignored when it is right. The second argument is in
seconds: \`predict_linear(x[1h], 4)\` looks four seconds ahead.`,
    fix: "A range of at least a 24th of the forecast, better a fourth, and long enough for the daily ups and downs to even out.",
    example: {
      metrics: `
# TYPE volume_free_bytes gauge
volume_free_bytes 1e9`,
      before: `
- alert: VolumeFullInFourDays
  expr: predict_linear(volume_free_bytes[30m], 4 * 86400) < 0`,
      after: `
- alert: VolumeFullInFourDays
  expr: predict_linear(volume_free_bytes[1d], 4 * 86400) < 0`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      visitKind(expr, "call").flatMap(({ node }): Finding[] => {
        const text = node.func === "predict_linear" ? describe(node) : undefined
        return text ? [{ at, ...text }] : []
      }),
    ),
}

function describe({ args }: Call): Omit<Finding, "at"> | undefined {
  const range = rangeArgument(args)?.range
  const [, horizon] = args
  const ms = (horizon ? (constant(horizon) ?? 0) : 0) * 1000
  if (!range || !horizon || ms <= 0 || range.computed || /^0\d/.test(range.text)) return undefined
  if (ms < LEAST_MS && ms < range.ms)
    return {
      offset: horizon.start,
      end: horizon.end,
      message: `The forecast is in seconds: this one looks ${durationText(ms)} ahead`,
      hint: `For hours write ${ms / 1000} * 3600, for days ${ms / 1000} * 86400`,
    }
  if (ms <= REACH * range.ms) return undefined
  return {
    offset: range.start,
    end: range.end,
    message: `A forecast of ${durationText(ms)} from ${range.text} follows every short burst`,
    hint: `Use a range of at least ${durationText(Math.ceil(ms / REACH / 3_600_000) * 3_600_000)}`,
  }
}
