import { RuleProof } from "@/app/components/rule-proof"
import { Section } from "@/app/components/section"
import { catalog } from "@/app/server"
import type { Alert, Entry } from "@/lib/catalog/entry"
import type { PlacedTest } from "@/lib/timeline/rule-run"
import { timeline } from "@/lib/timeline/timeline"
import { Mutants } from "./mutants"
import styles from "./proof.module.css"
import { TestTimeline } from "./test-timeline"

/** The unit tests that show the alert firing and staying silent, drawn over their time, and what mutation testing has shown. */
export async function Proof({ entry, alert }: { entry: Entry; alert: Alert }) {
  const mutation = (await catalog()).mutations.get(entry.id)?.get(`alert:${alert.alert}`)
  const tests = testsOf(entry, alert)
  return (
    <Section
      id="proof"
      title="Proof"
      lead={
        tests.length > 0
          ? "Unit tests that promtool runs on this rule in CI. Each draws what goes in, and what the alert makes of it."
          : undefined
      }
    >
      <RuleProof entry={entry} rule={alert} />
      {mutation && <Mutants evidence={mutation} />}
      <ul className={styles.tests}>
        {tests.map((placed) => (
          <Test key={keyOf(placed)} entry={entry} alert={alert} placed={placed} />
        ))}
      </ul>
    </Section>
  )
}

/** The unit tests that look at an alert, those in which it fires first. */
function testsOf(entry: Entry, { alert }: Alert): PlacedTest[] {
  const own = entry.tests.flatMap((file) =>
    file.tests
      .filter(({ alert_rule_test }) => alert_rule_test.some(({ alertname }) => alertname === alert))
      .map((test): PlacedTest => ({ file, test })),
  )
  const fires = ({ test }: PlacedTest): boolean =>
    test.alert_rule_test.some(({ alertname, exp_alerts }) => alertname === alert && exp_alerts.length > 0)
  return own.toSorted((a, b) => Number(fires(b)) - Number(fires(a)))
}

/** Tests may have the same name, or none. */
function keyOf({ test }: PlacedTest): string {
  return `${test.name} ${test.input_series.map(({ series, values }) => series + values).join()}`
}

function Test({ entry, alert, placed }: { entry: Entry; alert: Alert; placed: PlacedTest }) {
  const drawn = timeline(entry, alert, placed)
  return (
    <li className={styles.test}>
      <h3>{testTitle(placed.test.name, alert.alert)}</h3>
      <ul className={styles.cases}>
        {drawn.moments.map(({ text, expected }) => (
          <li key={text} className={expected.length > 0 ? styles.firing : styles.silent}>
            <span>{expected.length > 0 ? "Fires" : "Silent"}</span> at {text}
          </li>
        ))}
      </ul>
      <TestTimeline timeline={drawn} />
    </li>
  )
}

/** The name of a test without that of the alert, which stands above it already. */
function testTitle(name: string | undefined, alert: string): string {
  const short = name?.startsWith(`${alert}:`) ? name.slice(alert.length + 1).trim() : name
  return short ? short.charAt(0).toUpperCase() + short.slice(1) : "Unit test"
}
