import Link from "next/link"
import { count } from "@/app/components/format"
import type { CatalogStats } from "@/lib/stats/catalog-stats"
import styles from "./page.module.css"

/** What the catalog holds; each number leads to what is counted. */
export function Totals({ stats }: { stats: CatalogStats }) {
  const rows: [number, string, string][] = [
    [stats.entries, "exporters", "/search?type=entry"],
    [stats.alerts.all, "alerts", "/search?type=alert"],
    [stats.recordings.all, "recording rules", "/search?type=recording"],
    [stats.dashboards, "dashboards", "/search?type=dashboard"],
    [stats.panels.all, "panels", "/search?type=panel"],
    [stats.metrics, "metrics", "/search?type=metric"],
    [stats.runbooks, "runbooks", "/search?type=runbook"],
    [stats.tests.firing + stats.tests.silent, "test cases", "#evidence"],
    [stats.versions, "versions recorded", "#verified"],
    [stats.captures, "captures", "#ages"],
  ]
  return (
    <dl className={styles.totals} aria-label="The catalog in numbers">
      {rows.map(([value, words, href]) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>
            <Link href={href as never} prefetch={false}>
              {count(value)}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  )
}
