import type { Metadata } from "next"
import Link from "next/link"
import { categoryTitle, day, plural } from "@/app/components/format"
import { PageHead } from "@/app/components/page-head"
import { Section, Sections } from "@/app/components/section"
import { catalog } from "@/app/server"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { type CatalogStats, catalogStats } from "@/lib/stats/catalog-stats"
import { BarChart } from "./bar-chart"
import styles from "./page.module.css"
import { ProofChart, type ProofRow } from "./proof-chart"
import { Totals } from "./totals"
import { VerifiedTable } from "./verified-table"

export const metadata: Metadata = {
  title: "The catalog in numbers",
  description: "How many exporters, alerts and dashboards there are, and how much of them is proven",
}

export default async function StatsPage() {
  const { cards, mutations } = await catalog()
  const now = Date.now()
  const stats = catalogStats(cards, mutations, now)
  return (
    <>
      <PageHead title="The catalog in numbers">
        <p>Counted from its files, {day(new Date(now).toISOString())}. Every number leads to what it counts.</p>
      </PageHead>
      <Totals stats={stats} />
      <Sections>
        <Section
          id="evidence"
          title="What is proven"
          lead={
            <>
              Computed, never written by hand. <Link href="/docs/proofs">How proofs work</Link>
            </>
          }
        >
          <ProofChart rows={proofRows(stats)} />
          <p className={styles.note}>
            {plural(stats.tests.firing, "test case expects", "test cases expect")} an alert to fire,{" "}
            {stats.tests.silent.toLocaleString("en")} that it stays silent. {mutantWords(stats)}
          </p>
        </Section>
        <Section id="distribution" title="What it is about">
          <div className={styles.pair}>
            <BarChart
              caption="Exporters by category"
              columns={["Category", "Exporters"]}
              bars={stats.categories.map(({ category, entries }) => ({
                name: categoryTitle(category),
                value: entries,
                href: `/search?type=entry&category=${category}`,
              }))}
            />
            <BarChart
              caption="Alerts by category"
              columns={["Category", "Alerts"]}
              bars={stats.categories.map(({ category, alerts }) => ({
                name: categoryTitle(category),
                value: alerts,
                href: `/search?type=alert&category=${category}`,
              }))}
            />
            <BarChart
              caption="Alerts by severity"
              columns={["Severity", "Alerts"]}
              bars={RuleSeverity.options.map((severity) => ({
                name: severity,
                value: stats.severities[severity],
                href: `/search?type=alert&severity=${severity}`,
                tone: severity,
              }))}
            />
          </div>
        </Section>
        <Section id="ages" title="How old the recordings are">
          <BarChart caption="Captures by age" columns={["Age", "Captures"]} bars={agesOf(stats)} />
        </Section>
        <Section id="verified" title="Freshest and oldest">
          <VerifiedTable verified={stats.verified} />
        </Section>
      </Sections>
    </>
  )
}

function agesOf({ ages }: CatalogStats) {
  return ages.map(({ name, count }) => ({ name, value: count }))
}

function proofRows({ alerts, proofs, recordings, panels, mutants }: CatalogStats): ProofRow[] {
  const all = "/search?type=alert"
  return [
    { claim: "Alerts with everything shown", share: alerts, of: "alerts", href: `${all}&proven=proven` },
    { claim: "Every metric is known", share: proofs.metrics, of: "alerts", href: all },
    { claim: "Every label is on its metric", share: proofs.labels, of: "alerts", href: all },
    { claim: "Seen firing in a test", share: proofs.firing, of: "alerts", href: all },
    { claim: "Seen silent in a test", share: proofs.silent, of: "alerts", href: all },
    { claim: "With a runbook", share: proofs.runbook, of: "alerts", href: "/search?type=runbook" },
    { claim: "Recording rules proven", share: recordings, of: "rules", href: "/search?type=recording&proven=proven" },
    { claim: "Panels proven", share: panels, of: "panels", href: "/search?type=panel&proven=proven" },
    ...(mutants ? [{ claim: "Faults that tests notice", share: mutants, of: "faults", href: "/docs/proofs" }] : []),
  ].filter(({ share }) => share.all > 0)
}

/** Mutation testing takes minutes, so not every machine that serves the site has run it. */
function mutantWords({ mutants, entries }: CatalogStats): string {
  if (!mutants) return "Where these pages are served, nobody has put faults into the rules to see whether tests notice."
  return `Faults were put into the rules of ${mutants.entries} of ${plural(entries, "exporter")}.`
}
