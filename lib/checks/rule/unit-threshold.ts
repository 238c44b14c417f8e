import type { RuleCheck } from "@/lib/checks/check"
import type { Unit } from "@/lib/checks/metric-unit"
import { type UnitComparison, unitComparisons } from "@/lib/checks/unit-comparisons"
import { printNumber } from "@/lib/promql/print"

/** A limit that cannot be meant in the unit that the value has. */
export const unitThreshold: RuleCheck = {
  id: "unit-threshold",
  severity: "error",
  summary: "A threshold that does not fit the unit of what is compared",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `\`used_bytes / size_bytes > 90\` is never true, since a share ends at 1: the disk fills and nothing is said. A Unix time
compared with 3600 is always above it, and 90 bytes are reached by everything that runs.`,
    fix: "Write the limit in the unit of the value, or bring the value into that of the limit (`* 100`, `time() - x`).",
    example: {
      metrics: `
# TYPE volume_used_bytes gauge
volume_used_bytes 5e9
# TYPE volume_size_bytes gauge
volume_size_bytes 1e10`,
      before: `
- alert: VolumeAlmostFull
  expr: volume_used_bytes / volume_size_bytes > 90`,
      after: `
- alert: VolumeAlmostFull
  expr: volume_used_bytes / volume_size_bytes > 0.9`,
    },
  },
  run: (subject) =>
    unitComparisons(subject).flatMap((found) => {
      const text = describe(found)
      const { start, end } = found.limit
      return text ? [{ at: found.at, offset: start, end, ...text }] : []
    }),
}

function describe({ unit, op, threshold, metric }: UnitComparison): { message: string; hint: string } | undefined {
  const shown = printNumber(threshold)
  if (isPercentOfShare(unit, threshold))
    return {
      message: `This is a ratio of 0 to 1, which is never ${shown}`,
      hint: `Compare with ${printNumber(threshold / 100)}`,
    }
  if (
    unit.dimension === "instant" &&
    unit.scale === 1 &&
    threshold > 0 &&
    threshold < 1e8 &&
    op !== "==" &&
    op !== "!="
  )
    return {
      message: `This is a time in seconds since 1970, and ${shown} is a moment in the early seventies`,
      hint: `Compare the age: time() - ${metric ?? "…"} ${op} ${shown}`,
    }
  if (isPercentOfBytes(unit, op, threshold, metric))
    return {
      message: `This is in bytes, and ${shown} bytes are next to nothing`,
      hint: "Divide by the size for a ratio, or write the number in bytes, such as 80 * 1024 ^ 3",
    }
  return undefined
}

function isPercentOfShare({ dimension, scale, open, assumed }: Unit, threshold: number): boolean {
  return dimension === "share" && scale === 1 && !open && !assumed && threshold >= 5 && threshold <= 100
}

/** More than 80 bytes used, fewer than 10 free: percent were meant. */
function isPercentOfBytes(
  { dimension, scale, perSecond }: Unit,
  op: string,
  threshold: number,
  metric?: string,
): boolean {
  if (dimension !== "data" || scale !== 1 || perSecond || metric === undefined) return false
  if (op.startsWith(">"))
    return threshold >= 50 && threshold <= 100 && /used|usage|resident|working_set|memory/.test(metric)
  return op.startsWith("<") && threshold >= 1 && threshold <= 50 && /free|avail/.test(metric)
}
