import { count } from "@/app/components/format"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { Entry } from "@/lib/catalog/entry"
import type { CaptureFacts, MetricFacts } from "@/lib/catalog/metric-facts"
import { printNumber } from "@/lib/promql/print"
import styles from "./metric.module.css"

/** What each capture shows of a metric, and which versions and states lack it. */
export function Captured({ entry, facts }: { entry: Entry; facts: MetricFacts }) {
  const { captures, versions } = facts
  if (captures.length === 0) return null
  const all = entry.versions.reduce((sum, version) => sum + version.captures.length, 0)
  const missing = entry.versions.map(({ version }) => version).filter((version) => !versions.includes(version))
  const isSpread = facts.type === "histogram" || facts.type === "summary"
  return (
    <Section
      id="captures"
      title={`In ${captures.length} of ${all} captures`}
      lead={missing.length > 0 ? `${words(missing)} ${missing.length === 1 ? "does" : "do"} not have it.` : undefined}
    >
      <TableScroll>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">State</th>
              <th scope="col" className={tables.number}>
                Series
              </th>
              <th scope="col" className={tables.number}>
                {isSpread ? "Observations" : "Lowest"}
              </th>
              <th scope="col" className={tables.number}>
                {isSpread ? "On average" : "Highest"}
              </th>
            </tr>
          </thead>
          <tbody>
            {captures.map((capture) => (
              <tr key={`${capture.version} ${capture.state}`}>
                <th scope="row">
                  <code>{capture.version}</code>
                </th>
                <td className={styles.state}>{capture.description ?? "normal"}</td>
                <td className={tables.number}>{count(capture.series)}</td>
                <Values {...capture} />
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  )
}

function words(versions: readonly string[]): string {
  return `${versions.length === 1 ? "Version" : "Versions"} ${versions.join(", ")}`
}

function Values({ low, high, observations, sum }: CaptureFacts) {
  const [first, second] =
    observations === undefined || sum === undefined ? [low, high] : [observations, sum / observations]
  return (
    <>
      <td className={tables.number}>{numberText(first)}</td>
      <td className={tables.number}>{numberText(second)}</td>
    </>
  )
}

/** Whole numbers up to a thousand million as they are, others with five digits. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return printNumber(value)
  return Number.isInteger(value) && Math.abs(value) < 1e12 ? count(value) : printNumber(Number(value.toPrecision(5)))
}
