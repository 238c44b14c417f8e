import { ExpressionTree } from "@/app/components/expression-tree"
import { metricLink } from "@/app/components/metric-link"
import { ProofList } from "@/app/components/proof-list"
import { Section } from "@/app/components/section"
import type { Panel } from "@/lib/catalog/dashboard-file"
import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import { type PanelEvidence, panelEvidence } from "@/lib/checks/evidence"
import { printNumber } from "@/lib/promql/print"
import styles from "./dashboard.module.css"
import { unitTitle } from "./unit-title"

/** Every panel with its queries in words, its limits, and what is shown of it. */
export function Panels({ entry, dashboard }: { entry: Entry; dashboard: Dashboard }) {
  const slugs = panelSlugs(dashboard)
  const evidence = panelEvidence(entry, dashboard)
  let next = 0
  return (
    <Section id="panels" title="Panels">
      {dashboard.rows.map((row) => (
        <div key={row.title} className={styles.group}>
          <h3>{row.title}</h3>
          {row.panels.map((panel) => {
            const i = next++
            return <PanelView key={slugs[i]} entry={entry} panel={panel} slug={slugs[i] ?? ""} evidence={evidence[i]} />
          })}
        </div>
      ))}
    </Section>
  )
}

interface PanelProps {
  entry: Entry
  panel: Panel
  slug: string
  evidence: PanelEvidence | undefined
}

function PanelView({ entry, panel, slug, evidence }: PanelProps) {
  const { title, kind, unit, description, queries } = panel
  return (
    <article id={`panel-${slug}`} className={styles.panel}>
      <div className={styles.about}>
        <h4>
          {title}
          <a href={`#panel-${encodeURIComponent(slug)}`} aria-label={`Link to ${title}`} data-screen="">
            #
          </a>
        </h4>
        <p className={styles.kind}>
          {kind}, {unitTitle(unit)}
          {panel.stack && ", stacked"}
        </p>
        {description && <p className={styles.words}>{description}</p>}
        <Limits panel={panel} />
      </div>
      <div className={styles.queries}>
        {queries.map(({ expr, legend }) => (
          <div key={`${expr} ${legend}`}>
            {legend !== "" && queries.length > 1 && (
              <p className={styles.legend}>
                Shown as <code>{legend}</code>
              </p>
            )}
            <ExpressionTree link={(name) => metricLink(entry, name)} open={0}>
              {expr}
            </ExpressionTree>
          </div>
        ))}
        {evidence && <ProofList evidence={evidence.evidence} />}
      </div>
    </article>
  )
}

/** Colours from a value upwards, and words in place of values. */
function Limits({ panel: { thresholds, mappings } }: { panel: Panel }) {
  const limits = [
    ...thresholds.map(({ value, color }) => `${color} from ${printNumber(value)}`),
    ...mappings.map(({ value, text, color }) => `${printNumber(value)} is ${text}${color ? ` (${color})` : ""}`),
  ]
  if (limits.length === 0) return null
  return (
    <ul className={styles.limits}>
      {limits.map((limit) => (
        <li key={limit}>{limit}</li>
      ))}
    </ul>
  )
}
