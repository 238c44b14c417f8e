import { minimumVersion } from "@/lib/promql/minimum-version"
import type { Check, Finding } from "./check"
import { type Expression, expressions } from "./expressions"

/** The oldest Prometheus that every rule of the catalog loads in: that of Debian 12. */
const OLDEST = "2.42"

/** Prometheus refuses the whole file when one expression is wrong. */
export const promqlSyntax: Check = {
  id: "promql-syntax",
  severity: "error",
  summary: "The expression is not valid PromQL, or no instant vector, or too new",
  needs: [],
  run: (entry) => expressions(entry).flatMap(fault),
}

function fault({ at, result }: Expression): Finding[] {
  if (!result.ok) return [{ at, offset: result.error.start, message: result.error.message }]
  // promtool accepts these; only the evaluation fails, every minute, in the log of the server.
  if (result.type === "matrix" || result.type === "string") {
    const what = result.type === "matrix" ? "a range vector" : "a string"
    return [{ at, offset: 0, message: `The expression is ${what}, which cannot be evaluated as a rule or panel` }]
  }
  const needs = minimumVersion(result.expr)
  if (needs === OLDEST) return []
  return [
    {
      at,
      offset: 0,
      message: `The expression needs Prometheus ${needs} or later`,
      hint: `Rules here load in ${OLDEST} and later`,
    },
  ]
}
