import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Breadcrumbs } from "@/app/components/page-head"
import { PartTags } from "@/app/components/part-tags"
import { catalog } from "@/app/server"
import { alertPath } from "@/lib/catalog/paths"
import { plainText } from "@/lib/search/plain-text"
import { alertArticle } from "@/lib/share/json-ld"
import { RuleYaml } from "../../rule-yaml"
import { AlertHead } from "./alert-head"
import { Expression } from "./expression"
import { Metrics } from "./metrics"
import styles from "./page.module.css"
import { Proof } from "./proof"
import { Related } from "./related"
import { RuleFacts } from "./rule-facts"
import { RunbookSection } from "./runbook-section"
import { Thresholds } from "./thresholds"

async function find(params: PageProps<"/entries/[id]/alerts/[alert]">["params"]) {
  const { id, alert: name } = await params
  const entry = (await catalog()).byId.get(id)
  const alert = entry?.alerts.find((candidate) => candidate.alert === name)
  return entry && alert ? { entry, alert } : undefined
}

export async function generateMetadata({ params }: PageProps<"/entries/[id]/alerts/[alert]">): Promise<Metadata> {
  const found = await find(params)
  if (!found) return {}
  const { summary, description } = found.alert.annotations
  return { title: `${found.alert.alert}, ${found.entry.title}`, description: plainText(description ?? summary ?? "") }
}

export default async function AlertPage({ params }: PageProps<"/entries/[id]/alerts/[alert]">) {
  const found = await find(params)
  if (!found) notFound()
  const { entry, alert } = found
  return (
    <>
      <PartTags
        entry={entry}
        path={alertPath(entry.id, alert.alert)}
        title={`${alert.alert}, ${entry.title}`}
        description={entry.runbooks.get(alert.alert)?.title ?? alert.annotations.summary ?? ""}
        about={(origin) => alertArticle(origin, entry, alert)}
      />
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
          { title: "Alerts", href: `/entries/${entry.id}#alerts` },
        ]}
      />
      <AlertHead entry={entry} alert={alert} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Expression entry={entry} alert={alert} />
          <Thresholds entry={entry} alert={alert} />
          <Proof entry={entry} alert={alert} />
          <RunbookSection entry={entry} alert={alert} />
          <Related entry={entry} alert={alert} />
          <RuleYaml rules={[alert]} />
        </div>
        <aside className={styles.side} aria-label="Facts">
          <RuleFacts entry={entry} alert={alert} />
          <Metrics entry={entry} alert={alert} />
        </aside>
      </div>
    </>
  )
}
