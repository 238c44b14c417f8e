// Prints "passed failed skipped" of one JSON report, of vitest or of Playwright.
import { readFileSync } from "node:fs"

const report = JSON.parse(readFileSync(process.argv[2], "utf8"))
const counts = report.stats
  ? [report.stats.expected + report.stats.flaky, report.stats.unexpected + report.errors.length, report.stats.skipped]
  : [
      report.numPassedTests,
      // A file that fails to load has no tests, and is a failure all the same.
      Math.max(report.numFailedTests, report.testResults.filter(({ status }) => status === "failed").length),
      report.numPendingTests + report.numTodoTests,
    ]
console.log(counts.join(" "))
