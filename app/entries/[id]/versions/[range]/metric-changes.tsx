import Link from "next/link"
import { plural } from "@/app/components/format"
import { metricLink } from "@/app/components/metric-link"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { MetricFacts } from "@/lib/catalog/capture-diff"
import type { Entry } from "@/lib/catalog/entry"
import type { VersionDiff } from "@/lib/checks/diff-impact"
import stacked from "../../stacked.module.css"
import { changeGroups } from "../diff-groups"
import styles from "./diff.module.css"

interface MetricListProps {
  id: string
  kind: "added" | "removed"
  entry: Entry
  diff: VersionDiff
}

/** Metrics that one of the two versions does not have. */
export function MetricList({ id, kind, entry, diff }: MetricListProps) {
  const changes = diff.metrics.flatMap((change) => (change.kind === kind ? [change] : []))
  if (changes.length === 0) return null
  return (
    <Section id={id} title={`${plural(changes.length, "metric")} ${kind}`}>
      <TableScroll>
        <table className={`${tables.table} ${stacked.stacked} ${styles.metrics}`}>
          <thead>
            <tr>
              <th>Metric</th>
              <th>Type</th>
              <th>Labels</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ metric, twin }) => (
              <tr key={metric.name} id={`metric-${metric.name}`}>
                <th scope="row">
                  <MetricName entry={entry} metric={metric} />
                  <span className={styles.help}>{metric.help}</span>
                  {twin ? (
                    <span className={styles.help}>
                      {kind === "removed" ? "Now probably" : "Before, probably"} <code>{twin}</code>, which says the
                      same of itself
                    </span>
                  ) : null}
                </th>
                <td data-head="Type">{metric.type}</td>
                <td className={styles.labels} data-head="Labels">
                  {metric.labels.join(", ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  )
}

/** The name, with its page where the newest version has the metric. */
function MetricName({ entry, metric: { name, samples } }: { entry: Entry; metric: MetricFacts }) {
  const { href } = metricLink(entry, samples[0] ?? name)
  const code = <code>{name}</code>
  return href ? (
    <Link href={href as never} prefetch={false}>
      {code}
    </Link>
  ) : (
    code
  )
}

/** Metrics that both versions have, but not alike. */
export function ChangedMetrics({ diff }: { diff: VersionDiff }) {
  const groups = changeGroups(diff)
  if (groups.length === 0) return null
  const all = groups.reduce((sum, { metrics }) => sum + metrics.length, 0)
  return (
    <Section
      id="changed"
      title={`${plural(all, "metric")} changed`}
      lead="Those that changed in the same way stand together."
    >
      <ul className={styles.groups}>
        {groups.map(({ words, metrics }) => (
          <li key={words.join()}>
            {metrics.length === 1 ? (
              <p>
                <code>{metrics[0]?.name}</code>: {words.join("; ")}
              </p>
            ) : (
              <details>
                <summary>
                  {plural(metrics.length, "metric")}: {words.join("; ")}
                </summary>
                <p className={styles.names}>
                  {metrics.map(({ name }) => (
                    <code key={name}>{name}</code>
                  ))}
                </p>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
