import type { Check } from "./check"
import { expressions } from "./expressions"

/** Prometheus refuses the whole file when one expression is wrong. */
export const promqlSyntax: Check = {
  id: "promql-syntax",
  severity: "error",
  summary: "The expression is not valid PromQL",
  needs: [],
  run: (entry) =>
    expressions(entry).flatMap(({ at, result }) =>
      result.ok ? [] : [{ at, offset: result.error.start, message: result.error.message }],
    ),
}
