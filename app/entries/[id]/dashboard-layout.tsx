import Link from "next/link"
import type { Dashboard } from "@/lib/catalog/entry"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import styles from "./dashboard-layout.module.css"
import { PanelGlyph } from "./panel-glyph"

interface DashboardLayoutProps {
  dashboard: Dashboard
  /** The page with the panels, "" when it is this one. */
  page: string
  /** The level of the headings of rows. */
  heading: "h3" | "h4"
}

/** The rows and panels of a dashboard as they are laid out in Grafana's 24 columns; each panel leads to what is behind it. */
export function DashboardLayout({ dashboard, page, heading: Heading }: DashboardLayoutProps) {
  const slugs = panelSlugs(dashboard)
  let next = 0
  return dashboard.rows.map((row) => (
    <div key={row.title} className={styles.row}>
      <Heading>{row.title}</Heading>
      <ul className={styles.panels}>
        {row.panels.map((panel) => {
          const slug = slugs[next++] ?? ""
          return (
            <li key={slug} data-width={panel.width}>
              <Link
                href={`${page}#panel-${encodeURIComponent(slug)}` as never}
                prefetch={false}
                className={styles.panel}
              >
                <span className={styles.title}>{panel.title}</span>
                <span className={styles.kind}>{panel.kind}</span>
                <PanelGlyph kind={panel.kind} />
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  ))
}
