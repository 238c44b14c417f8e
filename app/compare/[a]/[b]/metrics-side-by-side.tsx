import styles from "@/app/compare/compare.module.css"
import { count, plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import type { CommonMetric, EntryComparison } from "@/lib/catalog/compare-entries"
import type { Entry } from "@/lib/catalog/entry"

interface MetricsSideBySideProps {
  a: Entry
  b: Entry
  comparison: EntryComparison
}

/** Which metrics both have by name, and which only one of them has. */
export function MetricsSideBySide({ a, b, comparison: { metrics, ownProcess } }: MetricsSideBySideProps) {
  const lists: [string, readonly string[]][] = [
    [`only in ${a.title}`, metrics.onlyA],
    [`only in ${b.title}`, metrics.onlyB],
  ]
  return (
    <Section
      id="metrics"
      title={
        metrics.common.length === 0 ? "No metric in common" : `${plural(metrics.common.length, "metric")} in common`
      }
      lead={`By name, without the ${count(ownProcess.a)} and ${count(ownProcess.b)} that each has about its own process.`}
    >
      <div className={styles.lists}>
        {metrics.common.length > 0 && <Common a={a} b={b} metrics={metrics.common} />}
        {lists.map(([title, names]) => (
          <details key={title}>
            <summary>
              {plural(names.length, "metric")} {title}
            </summary>
            <p className={styles.names}>
              {names.map((name) => (
                <code key={name}>{name}</code>
              ))}
            </p>
          </details>
        ))}
      </div>
    </Section>
  )
}

function Common({ a, b, metrics }: { a: Entry; b: Entry; metrics: readonly CommonMetric[] }) {
  return (
    <details open={metrics.length <= 20}>
      <summary>{plural(metrics.length, "metric")} in both</summary>
      <ul className={styles.items}>
        {metrics.map((metric) => (
          <li key={metric.name}>
            <code>{metric.name}</code>
            <span className={styles.none}>{differences(metric, a, b)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function differences({ types, labels }: CommonMetric, a: Entry, b: Entry): string {
  return [
    ...(types ? [`${types.a} in ${a.title}, ${types.b} in ${b.title}`] : []),
    ...(labels.a.length > 0 ? [`only ${a.title} has ${labels.a.join(", ")}`] : []),
    ...(labels.b.length > 0 ? [`only ${b.title} has ${labels.b.join(", ")}`] : []),
  ].join("; ")
}
