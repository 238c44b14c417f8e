import type { ReviewReport } from "./report"

/** What only the job beside the stranger's workflow can find: it alone runs promtool. */
const ELSEWHERE = new Set(["promtool-check", "promtool-test"])

/**
 * One report of two: the one that was made by the base branch's own workflow, with what promtool found in the pull request's
 * run. A pull request can change its own workflow, so its report can only make things worse, never better.
 */
export function joinReports(trusted: ReviewReport, reported: ReviewReport): ReviewReport {
  const more = reported.problems.filter(({ check }) => ELSEWHERE.has(check))
  const failed = more.some(({ severity }) => severity === "error")
  if (!failed || trusted.label === "needs-review")
    return { ...trusted, problems: [...trusted.problems, ...more].slice(0, 2_000) }
  return {
    ...trusted,
    problems: [...trusted.problems, ...more].slice(0, 2_000),
    label: "needs-review",
    reasons: ["Unit tests fail in promtool"],
  }
}
