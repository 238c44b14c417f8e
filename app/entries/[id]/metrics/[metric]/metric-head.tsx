import type { ReactNode } from "react"
import { Fact } from "@/app/components/fact"
import { plural } from "@/app/components/format"
import { Sections } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"
import type { MetricFacts } from "@/lib/catalog/metric-facts"
import { entrySubject } from "@/lib/checks/entry-subject"
import { metricUnit } from "@/lib/checks/metric-unit"
import { unitWords } from "@/lib/checks/unit-words"
import styles from "./metric.module.css"

/** Name, type, unit and help of a metric, and below them its sections. */
export function MetricHead({ entry, facts, children }: { entry: Entry; facts: MetricFacts; children: ReactNode }) {
  const { name, type, help, versions, captures, declared } = facts
  const unit = unitOf(entry, facts)
  const series = Math.max(0, ...captures.map((one) => one.series))
  return (
    <>
      <div className={styles.head}>
        <h1>
          <code>{name}</code>
        </h1>
        <p className={styles.help}>{help || "The exporter says nothing about it."}</p>
        <dl className={styles.facts}>
          <Fact name="Type">{type}</Fact>
          {unit && <Fact name="Unit">{unit}</Fact>}
          <Fact name="Recorded">
            {captures.length === 0 ? "in no capture" : `up to ${plural(series, "series", "series")}`}
          </Fact>
          <Fact name="Versions">{versions.length === 0 ? "declared only" : versions.join(", ")}</Fact>
        </dl>
        {declared && (
          <p className={styles.declared}>
            Declared, since no capture shows it: {declared.reason}{" "}
            <a href={declared.source} rel="noopener">
              Source
            </a>
          </p>
        )}
      </div>
      <Sections>{children}</Sections>
    </>
  )
}

/** The unit in words, as the name says it. */
function unitOf(entry: Entry, { name, sampleNames, type }: MetricFacts): string | undefined {
  const isSpread = type === "histogram" || type === "summary"
  const known = isSpread ? undefined : entrySubject(entry).metrics.byName.get(sampleNames[0] ?? name)
  const unit = metricUnit(sampleNames[0] && !isSpread ? sampleNames[0] : name, known)
  return unit && unit.dimension !== "number" ? unitWords(unit) : undefined
}
