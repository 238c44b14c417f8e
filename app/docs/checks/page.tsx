import type { Metadata } from "next"
import Link from "next/link"
import { Yaml } from "@/app/components/yaml"
import { entryChecks } from "@/lib/checks/entry/all"
import { loadingChecks } from "@/lib/checks/loading-checks"
import { ruleChecks } from "@/lib/checks/rule/all"
import styles from "./page.module.css"

export const metadata: Metadata = {
  title: "Checks",
  description: "Everything that is checked of rules, dashboards and entries, with an example of each fault.",
}

interface Listed {
  id: string
  severity: "error" | "warning"
  summary: string
}

export default function ChecksPage() {
  return (
    <>
      <h1>Checks</h1>
      <p>
        A rule file that <code>promtool</code> accepts can still hold rules that never fire, always fire, or wake
        somebody with an empty sentence. Each check here finds one such fault, in the catalog and, with{" "}
        <code>exporterhub lint</code>, in your own files. An error keeps an entry out of the catalog.
      </p>
      <CheckList title="Rules and queries" checks={ruleChecks}>
        These run on alerts, recording rules and dashboard queries from anywhere.
      </CheckList>
      <CheckList title="Entries" checks={entryChecks}>
        These look at an entry of the registry as a whole.
      </CheckList>
      <CheckList title="Reading and running" checks={loadingChecks}>
        These come up while files are read, or are what Prometheus' own tool says.
      </CheckList>
      <h2 id="silencing">When a check is wrong</h2>
      <p>
        A comment silences a check, with the reason in its own words. On a line of its own it is about the rule or the
        key under it, at the end of a line about that line. <code>ignore-file</code> is about the whole file. A silence
        that no longer silences anything is reported, so that none of them outlives its cause.
      </p>
      <Yaml>{`# exporterhub: ignore counter-rate because the exporter types this gauge wrongly
- alert: QueueLong
  expr: queue_length_total > 100`}</Yaml>
    </>
  )
}

function CheckList({ title, checks, children }: { title: string; checks: readonly Listed[]; children: string }) {
  return (
    <section>
      <h2>{title}</h2>
      <p>{children}</p>
      <ul className={styles.list}>
        {[...checks]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ id, severity, summary }) => (
            <li key={id}>
              <Link href={`/docs/checks/${id}`}>{id}</Link>
              <span className={styles[severity]}>{severity}</span>
              <span className={styles.summary}>{summary}.</span>
            </li>
          ))}
      </ul>
    </section>
  )
}
