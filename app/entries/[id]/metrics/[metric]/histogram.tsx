import { count } from "@/app/components/format"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import type { Bucket, MetricFacts } from "@/lib/catalog/metric-facts"
import styles from "./metric.module.css"

const WIDTH = 100

/** The buckets of a histogram with the recorded observations in each. */
export function Histogram({ facts }: { facts: MetricFacts }) {
  const { buckets } = facts
  const most = Math.max(...buckets.map((bucket) => bucket.count))
  return (
    <Section
      id="buckets"
      title={`${buckets.length} buckets`}
      lead="With the observations of the capture that has most of them, over all series. A bucket as exposed also holds all those below it."
    >
      <table className={`${tables.table} ${styles.buckets}`}>
        <thead>
          <tr>
            <th scope="col" className={tables.number}>
              Up to
            </th>
            <th scope="col" className={tables.number}>
              Observations
            </th>
            <th scope="col">
              <span className="sr">As a bar</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.le}>
              <th scope="row" className={tables.number}>
                <code>{bucket.le}</code>
              </th>
              <td className={tables.number}>{count(bucket.count)}</td>
              <td>
                <Bar bucket={bucket} most={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Bar({ bucket, most }: { bucket: Bucket; most: number }) {
  const share = most > 0 ? (WIDTH * bucket.count) / most : 0
  return (
    <svg className={styles.bar} width="100%" height="12" aria-hidden="true">
      <rect width={`${Math.round(share * 10) / 10}%`} height="12" rx="2" />
    </svg>
  )
}
