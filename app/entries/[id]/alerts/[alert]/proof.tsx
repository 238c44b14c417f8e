import { RuleProof } from "@/app/components/rule-proof"
import { Section } from "@/app/components/section"
import { type TestCase, testsOf } from "@/app/components/test-cases"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { durationMs } from "@/lib/promql/duration"
import styles from "./proof.module.css"

/** The unit tests that show the alert firing and staying silent. */
export function Proof({ entry, alert }: { entry: Entry; alert: Alert }) {
  const { firing, silent } = testsOf(entry, alert.alert)
  const tests = new Map<TestCase["test"], TestCase[]>()
  for (const testCase of [...firing, ...silent].toSorted((a, b) => at(a) - at(b))) {
    tests.set(testCase.test, [...(tests.get(testCase.test) ?? []), testCase])
  }
  return (
    <Section id="proof" title="Proof">
      <RuleProof entry={entry} rule={alert} />
      <ul className={styles.tests}>
        {[...tests].map(([test, cases]) => (
          <li key={`${test.name}${test.input_series.map(({ values }) => values).join()}`} className={styles.test}>
            <h3>{testTitle(test.name, alert.alert)}</h3>
            <ul className={styles.cases}>
              {cases.map(({ at }) => (
                <li key={at.eval_time} className={at.exp_alerts.length > 0 ? styles.firing : styles.silent}>
                  <span>{at.exp_alerts.length > 0 ? "Fires" : "Silent"}</span> at {at.eval_time}
                </li>
              ))}
            </ul>
            <details>
              <summary>Input, one value every {test.interval}</summary>
              {test.input_series.map(({ series, values }) => (
                <p key={series} className={styles.series}>
                  <code>{series}</code>
                  <code>{values}</code>
                </p>
              ))}
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function at({ at: { eval_time } }: TestCase): number {
  return durationMs(eval_time) ?? 0
}

/** The name of a test without that of the alert, which stands above it already. */
function testTitle(name: string | undefined, alert: string): string {
  const short = name?.startsWith(`${alert}:`) ? name.slice(alert.length + 1).trim() : name
  return short ? short.charAt(0).toUpperCase() + short.slice(1) : "Unit test"
}
