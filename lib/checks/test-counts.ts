import type { Entry } from "@/lib/catalog/entry"

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
