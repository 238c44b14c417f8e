import type { Entry, RuleTests } from "@/lib/catalog/entry"
import type { AlertTest } from "@/lib/catalog/rule-test-file"

/** One moment of a unit test at which an alert was looked at. */
export interface TestCase {
  file: string
  test: RuleTests["tests"][number]
  at: AlertTest
}

/** The moments at which unit tests look at an alert: those where it must fire, and those where it must be silent. */
export function testsOf(entry: Entry, alert: string): { firing: TestCase[]; silent: TestCase[] } {
  const cases = entry.tests.flatMap(({ file, tests }) =>
    tests.flatMap((test) =>
      test.alert_rule_test.filter(({ alertname }) => alertname === alert).map((at): TestCase => ({ file, test, at })),
    ),
  )
  return {
    firing: cases.filter(({ at }) => at.exp_alerts.length > 0),
    silent: cases.filter(({ at }) => at.exp_alerts.length === 0),
  }
}
