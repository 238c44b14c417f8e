import { plural } from "@/app/components/format"
import { PromqlText } from "@/app/components/promql"
import { ProofList } from "@/app/components/proof-list"
import { Section } from "@/app/components/section"
import type { Panel } from "@/lib/catalog/dashboard-file"
import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { type Evidence, isProven, type PanelEvidence, panelEvidence } from "@/lib/checks/evidence"
import styles from "./dashboards-section.module.css"
import { PanelGlyph } from "./panel-glyph"

/** Dashboards with their rows as they are laid out, and the queries behind each panel. */
export function DashboardsSection({ entry }: { entry: Entry }) {
  if (entry.dashboards.length === 0) return null
  return (
    <Section
      id="dashboards"
      title={plural(entry.dashboards.length, "dashboard")}
      lead="Laid out as in Grafana. A panel opens to its queries."
    >
      {entry.dashboards.map((dashboard) => (
        <DashboardView key={dashboard.id} dashboard={dashboard} evidence={panelEvidence(entry, dashboard)} />
      ))}
    </Section>
  )
}

interface DashboardProps {
  dashboard: Dashboard
  /** In the order of the panels. */
  evidence: readonly PanelEvidence[]
}

function DashboardView({ dashboard, evidence }: DashboardProps) {
  const panels = dashboard.rows.flatMap((row) => row.panels)
  return (
    <article id={`dashboard-${dashboard.id}`} className={styles.dashboard}>
      <h3>{dashboard.title}</h3>
      <p className={styles.lead}>
        {dashboard.description} {plural(panels.length, "panel")}
        {dashboard.variables.length > 0 &&
          `; variables ${dashboard.variables.map(({ name }) => `$${name}`).join(", ")}`}
        . {provenWords(evidence)}
      </p>
      {dashboard.rows.map((row) => (
        <div key={row.title} className={styles.row}>
          <h4>{row.title}</h4>
          <ul className={styles.panels}>
            {row.panels.map((panel) => (
              <li key={panel.title} data-width={panel.width} className={styles.panel}>
                <PanelView panel={panel} evidence={evidence[panels.indexOf(panel)]?.evidence} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </article>
  )
}

/** How many of the panels ask only for what captures show. */
function provenWords(evidence: readonly PanelEvidence[]): string {
  const proven = evidence.filter((panel) => isProven(panel.evidence)).length
  if (proven === evidence.length) return "Every metric and label in it is known from the exporter."
  return `${proven} of ${evidence.length} ask only for metrics and labels that are known from the exporter.`
}

function PanelView({ panel, evidence }: { panel: Panel; evidence: Evidence | undefined }) {
  return (
    <details>
      <summary>
        <span className={styles.title}>{panel.title}</span>
        <span className={styles.kind}>{panel.kind}</span>
        <PanelGlyph kind={panel.kind} />
      </summary>
      {panel.description ? <p className={styles.lead}>{panel.description}</p> : null}
      {panel.queries.map(({ expr }) => (
        <p key={expr} className={styles.query}>
          <PromqlText>{expr}</PromqlText>
        </p>
      ))}
      {evidence && <ProofList evidence={evidence} />}
    </details>
  )
}
