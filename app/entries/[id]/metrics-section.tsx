import Link from "next/link"
import { plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"
import { entryPath } from "@/lib/catalog/paths"
import { metricRows, usedMetricRows } from "./metric-rows"
import { MetricTable } from "./metric-table"
import styles from "./metrics-section.module.css"

/** The metrics that rules and panels ask for; all the others are on a page of their own, since there may be hundreds. */
export function MetricsSection({ entry }: { entry: Entry }) {
  const all = metricRows(entry)
  const used = usedMetricRows(entry)
  if (all.length === 0) return null
  return (
    <Section
      id="metrics"
      title={plural(all.length, "metric")}
      lead={
        used.length > 0
          ? `As version ${entry.versions[0]?.version} exposes them. Rules and panels ask for ${used.length} of them.`
          : `As version ${entry.versions[0]?.version} exposes them. No rule asks for them yet.`
      }
    >
      {used.length > 0 && <MetricTable entry={entry} rows={used} />}
      <Link className={styles.all} href={`${entryPath(entry.id)}/metrics` as never} prefetch={false}>
        All {plural(all.length, "metric")}, to filter
      </Link>
    </Section>
  )
}
