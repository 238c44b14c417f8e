import Link from "next/link"
import { CopyButton } from "@/app/components/copy-button"
import { toYaml } from "@/lib/bundle/yaml"
import type { Alert, Entry } from "@/lib/catalog/entry"
import styles from "./rule-facts.module.css"

/** The rule as it stands in its file. */
export function RuleFacts({ entry, alert }: { entry: Entry; alert: Alert }) {
  const { group, origin, ...rule } = alert
  const facts: [string, string][] = [
    ["group", group],
    ...(rule.keep_firing_for ? ([["keep_firing_for", rule.keep_firing_for]] as [string, string][]) : []),
    ...Object.entries(rule.labels).map(([name, value]): [string, string] => [name, String(value)]),
    ["file", origin.file],
  ]
  return (
    <section aria-labelledby="rule">
      <div className={styles.head}>
        <h2 id="rule">Rule</h2>
        <CopyButton text={toYaml([rule])} what="the rule as YAML" />
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <Link href={`/entries/${entry.id}/install`} prefetch={false} className={styles.install}>
        Install with {entry.title}
      </Link>
    </section>
  )
}
