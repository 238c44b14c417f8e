import type { RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import { parsed } from "@/lib/checks/subject"
import { rangeArgument, visitKind } from "@/lib/checks/walk"

const INSTEAD: Readonly<Record<string, string>> = { irate: "rate", idelta: "delta" }

/** irate() looks at two samples only: a moment of calm ends the alert, or starts its `for` anew. */
export const irateAlert: RuleCheck = {
  id: "irate-alert",
  severity: "warning",
  summary: "An alert decides by the last two samples only",
  needs: ["entry", "rules"],
  docs: {
    why: `\`irate\` and \`idelta\` compare the last two samples, whatever the range says. One scrape with a little less traffic
ends the alert, or resets its \`for\`, so that a problem of an hour never fires; and one odd scrape fires it.
They are made for graphs that show every spike.`,
    fix: "Use `rate` over a range that a spike does not fill. Prometheus' documentation of `irate` says the same of alerts.",
    example: {
      metrics: `
# TYPE disk_written_bytes_total counter
disk_written_bytes_total{device="sda"} 9`,
      before: `
- alert: DiskWritesHigh
  expr: irate(disk_written_bytes_total[5m]) > 100e6
  for: 10m`,
      after: `
- alert: DiskWritesHigh
  expr: rate(disk_written_bytes_total[5m]) > 100e6
  for: 10m`,
    },
  },
  run: ({ alerts }) =>
    alerts.flatMap(({ expression, name }) =>
      parsed(expression).flatMap(({ at, expr }) =>
        visitKind(expr, "call").flatMap(({ node, around }) => {
          const better = INSTEAD[node.func]
          // Under max_over_time and its like a subquery looks at more than the last two samples.
          if (better === undefined || around.some(({ kind }) => kind === "subquery") || !rangeArgument(node.args))
            return []
          return [
            {
              at,
              offset: node.start,
              end: node.start + node.func.length,
              message: `${node.func}() sees the last two samples only, so that one quiet scrape ends ${name}`,
              ...corrected("Use ", { ...node, func: better }),
            },
          ]
        }),
      ),
    ),
}
