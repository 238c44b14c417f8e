import { inside } from "@/lib/catalog/entry"
import type { EntryCheck } from "@/lib/checks/check"
import { testCounts } from "@/lib/checks/test-counts"

/** What was never seen firing may never fire; what was never seen silent may never stop. */
export const alertTested: EntryCheck = {
  id: "alert-tested",
  severity: "error",
  summary: "The alert lacks a firing or a silent unit test, or a test names no alert",
  needs: ["rules", "tests"],
  docs: {
    why: `An alert that nobody ever saw firing may never fire: a wrong comparison, a join that matches nothing, a duration that
is never reached. One that nobody saw silent may never stop. A unit test shows both in milliseconds.`,
    fix: `Write at least one case that fires and one that stays silent, with values close to the threshold on either side.
\`exporterhub test --mutate\` then says whether the tests would notice a fault in the rule.`,
    example: {
      file: "tests/alerts.yaml",
      before: `      - eval_time: 1m
        alertname: DemoDown
        exp_alerts: [{ exp_labels: { severity: critical, job: demo, instance: "a:1" } }]`,
      after: `      - eval_time: 1m
        alertname: DemoDown`,
    },
  },
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
