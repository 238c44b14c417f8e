import Link from "next/link"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { entryPath } from "@/lib/catalog/paths"
import styles from "./rule-facts.module.css"

/** Where the rule stands, its labels, and what can be done with it. */
export function RuleFacts({ entry, alert }: { entry: Entry; alert: Alert }) {
  const { group, origin, labels, keep_firing_for } = alert
  const facts: [string, string][] = [
    ["group", group],
    ...(keep_firing_for ? ([["keep_firing_for", keep_firing_for]] as [string, string][]) : []),
    ...Object.entries(labels).map(([name, value]): [string, string] => [name, String(value)]),
    ["file", origin.file],
  ]
  const install = `${entryPath(entry.id)}/install`
  return (
    <section aria-labelledby="rule">
      <h2 id="rule" className={styles.heading}>
        Rule
      </h2>
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
      <Link href={install as never} prefetch={false} className={styles.install}>
        Install with {entry.title}
      </Link>
      <ul className={styles.ways}>
        <li>
          <Link
            href={`${install}?${new URLSearchParams([[`t.${alert.alert}.for`, alert.for ?? "0s"]])}#tune` as never}
            prefetch={false}
          >
            Tune this rule
          </Link>
        </li>
        <li>
          <Link
            href={`/lint?${new URLSearchParams([
              ["entry", entry.id],
              ["alert", alert.alert],
            ])}`}
            prefetch={false}
          >
            Change and check it
          </Link>
        </li>
        <li>
          <a href="#yaml">Take it as YAML</a>
        </li>
      </ul>
    </section>
  )
}
