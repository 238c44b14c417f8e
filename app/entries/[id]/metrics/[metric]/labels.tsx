import { count } from "@/app/components/format"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { LabelFacts, MetricFacts } from "@/lib/catalog/metric-facts"
import styles from "./metric.module.css"

const EXAMPLES = 6

/** The labels of a metric, with the values that were seen on them. */
export function Labels({ facts }: { facts: MetricFacts }) {
  return (
    <Section
      id="labels"
      title="Labels"
      lead="As recorded in all states of the newest version. Prometheus adds job and instance, and what your discovery gives."
    >
      <TableScroll>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Label</th>
              <th scope="col" className={tables.number}>
                Values
              </th>
              <th scope="col">For example</th>
            </tr>
          </thead>
          <tbody>
            {facts.labels.map((label) => (
              <tr key={label.name}>
                <th scope="row">
                  <code>{label.name}</code>
                </th>
                <td className={tables.number}>{label.values.length === 0 ? "not seen" : count(label.values.length)}</td>
                <td>
                  <Examples values={label.values} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  )
}

function Examples({ values }: Pick<LabelFacts, "values">) {
  const more = values.length - EXAMPLES
  return (
    <div className={styles.examples}>
      {values.slice(0, EXAMPLES).map(({ value }) => (
        <code key={value}>{value === "" ? '""' : shortened(value)}</code>
      ))}
      {more > 0 && <span>and {count(more)} more</span>}
    </div>
  )
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value
}
