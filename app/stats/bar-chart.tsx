import Link from "next/link"
import { count } from "@/app/components/format"
import styles from "./bar-chart.module.css"

/** One bar: what it counts, and the page that lists what is counted. */
export interface ChartBar {
  name: string
  value: number
  href?: string
  tone?: "critical" | "warning" | "info"
}

interface BarChartProps {
  /** What the chart is about: the caption of the table that it is. */
  caption: string
  /** Heads of the two columns. */
  columns: readonly [string, string]
  bars: readonly ChartBar[]
}

/**
 * A table whose numbers are drawn as bars: readers of the screen get the table, others see both, and nobody needs a script.
 * The drawing has the table's own width, so that words keep their size on any screen.
 */
export function BarChart({ caption, columns, bars }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <table className={styles.chart}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns[0]}</th>
          <th scope="col">
            <span className="sr">{columns[1]}</span>
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, value, href, tone }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={styles.value}>
              {href && value > 0 ? (
                <Link href={href as never} prefetch={false}>
                  {count(value)}
                </Link>
              ) : (
                count(value)
              )}
            </td>
            <td className={styles.drawing}>
              <svg width="100%" height="14" aria-hidden="true" data-tone={tone}>
                <rect className={styles.track} width="100%" height="14" rx="3" />
                <rect className={styles.bar} width={`${(100 * value) / most}%`} height="14" rx="3" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
