import { type Entry, inside } from "@/lib/catalog/entry"
import type { Check } from "./check"

/** How many unit test cases expect an alert to fire, and how many expect it to stay silent. */
export interface TestCount {
  firing: number
  silent: number
}

/** Test cases by alert name. */
export function testCounts(entry: Entry): Map<string, TestCount> {
  const counts = new Map<string, TestCount>()
  for (const { alertname, exp_alerts } of entry.tests.flatMap(({ tests }) =>
    tests.flatMap((test) => test.alert_rule_test),
  )) {
    const count = counts.get(alertname) ?? { firing: 0, silent: 0 }
    if (exp_alerts.length > 0) count.firing += 1
    else count.silent += 1
    counts.set(alertname, count)
  }
  return counts
}

/** What was never seen firing may never fire; what was never seen silent may never stop. */
export const alertTested: Check = {
  id: "alert-tested",
  severity: "error",
  summary: "The alert lacks a firing or a silent unit test, or a test names no alert",
  needs: ["rules", "tests"],
  run(entry) {
    const counts = testCounts(entry)
    const untested = entry.alerts.flatMap(({ alert, origin }) => {
      const { firing, silent } = counts.get(alert) ?? { firing: 0, silent: 0 }
      if (firing > 0 && silent > 0) return []
      const lacking = firing === 0 && silent === 0 ? "no unit test" : firing === 0 ? "no firing test" : "no silent test"
      const at = inside(origin, "alert")
      return [{ at, message: `${alert} has ${lacking}`, hint: "Add it to tests/, with series near the threshold" }]
    })
    const names = new Set(entry.alerts.map(({ alert }) => alert))
    const strays = entry.tests.flatMap(({ file, tests }) =>
      tests.flatMap((test, t) =>
        test.alert_rule_test.flatMap(({ alertname }, a) =>
          names.has(alertname)
            ? []
            : [
                {
                  at: { file, path: ["tests", t, "alert_rule_test", a, "alertname"] },
                  message: `There is no alert ${alertname}`,
                },
              ],
        ),
      ),
    )
    return [...untested, ...strays]
  },
}
