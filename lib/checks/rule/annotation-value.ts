import type { RuleCheck } from "@/lib/checks/check"
import type { Unit } from "@/lib/checks/metric-unit"
import { type AnnotationValue, annotationValues } from "@/lib/checks/shown-values"
import { unitWords } from "@/lib/checks/unit-words"

/** What the functions of templates take. Source: Prometheus documentation, "Template reference", numbers. */
const TAKES: Readonly<Record<string, { words: string; takes: (unit: Unit) => boolean }>> = {
  humanizePercentage: {
    words: "a ratio of 0 to 1",
    takes: ({ dimension, scale, perSecond }) =>
      scale === 1 && (dimension === "share" || (dimension === "time" && perSecond === true)),
  },
  humanizeDuration: {
    words: "seconds",
    takes: ({ dimension, scale, perSecond }) => dimension === "time" && scale === 1 && !perSecond,
  },
  humanizeTimestamp: {
    words: "seconds since 1970",
    takes: ({ dimension, scale }) => dimension === "instant" && scale === 1,
  },
}

/** Whoever is woken reads "9500%" and does not know what to believe. */
export const annotationValue: RuleCheck = {
  id: "annotation-value",
  severity: "error",
  summary: "An annotation prints the value in a unit that it does not have",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `\`humanizePercentage\` multiplies by 100, so that a value of 95 percent is printed as 9500%; \`humanizeDuration\` takes seconds,
and prints milliseconds as days; a ratio with a "%" behind it reads 0.95%. The message is the first thing that is read at
night, and a wrong number in it sends people the wrong way.`,
    fix: `\`humanizePercentage\` for ratios of 0 to 1, \`printf "%.0f%%"\` for percentages, \`humanizeDuration\` for seconds,
\`humanize1024\` for bytes.`,
    example: {
      metrics: `
# TYPE pool_used_bytes gauge
pool_used_bytes 5
# TYPE pool_size_bytes gauge
pool_size_bytes 10`,
      before: `
- alert: PoolAlmostFull
  expr: 100 * pool_used_bytes / pool_size_bytes > 90
  annotations:
    summary: The pool is {{ $value | humanizePercentage }} full`,
      after: `
- alert: PoolAlmostFull
  expr: pool_used_bytes / pool_size_bytes > 0.9
  annotations:
    summary: The pool is {{ $value | humanizePercentage }} full`,
    },
  },
  run: (subject) =>
    annotationValues(subject).flatMap((shown) => {
      const text = describe(shown)
      return text ? [{ at: shown.at, offset: shown.offset, end: shown.end, ...text }] : []
    }),
}

function describe({ format, after, unit }: AnnotationValue): { message: string; hint?: string } | undefined {
  const name = format?.name ?? ""
  const doubled = repeatedUnit(name, after)
  if (doubled !== undefined)
    return { message: `${name} writes the unit already, and "${doubled}" stands behind it again` }
  if (!unit || unit.assumed) return undefined
  const taking = TAKES[name]
  const words = unitWords(unit)
  if (taking && words !== undefined && !taking.takes(unit))
    return {
      message: `${name} takes ${taking.words}, and this value is ${article(words)}${words}`,
      ...better(unit, name),
    }
  const isPlain = ["", "printf", "humanize"].includes(name)
  if (isPlain && unit.dimension === "share" && unit.scale === 1 && /^\s?%/.test(after))
    return {
      message: "This value is a ratio of 0 to 1, so that 95% is printed as 0.95%",
      hint: "Use humanizePercentage, without the % behind it",
    }
  return undefined
}

/** The unit that follows a function that has written it itself. */
function repeatedUnit(name: string, after: string): string | undefined {
  if (name === "humanizePercentage") return /^\s?%/.exec(after)?.[0].trim()
  if (name === "humanizeDuration") return /^\s?(s|sec|secs|seconds|ms|minutes|hours)(?![a-z])/.exec(after)?.[1]
  return undefined
}

function article(words: string): string {
  return /^(a|an) /.test(words) ? "" : "in "
}

function better({ dimension, scale, perSecond }: Unit, name: string): { hint?: string } {
  if (dimension === "share" && scale === 0.01) return { hint: `Use printf "%.0f%%"` }
  if (dimension === "share") return { hint: "Use humanizePercentage" }
  if (dimension === "data") return { hint: "Use humanize1024, with the unit behind it" }
  if (dimension === "time" && !perSecond)
    return {
      hint: scale === 1 ? "Use humanizeDuration" : `Divide by ${Number((1 / scale).toPrecision(6))} in the expression`,
    }
  if (dimension === "instant" && scale === 1)
    return {
      hint: name === "humanizeDuration" ? "Compare time() minus it, or use humanizeTimestamp" : "Use humanizeTimestamp",
    }
  return { hint: "Use humanize" }
}
