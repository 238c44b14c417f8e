import { bytes } from "@/app/components/format"
import { Section } from "@/app/components/section"
import { dashboardFormats } from "@/lib/bundle/dashboard-files"
import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { dashboardPath } from "@/lib/catalog/paths"
import styles from "./dashboard.module.css"

/** The dashboard in every format that it can be had in. */
export function Downloads({ entry, dashboard }: { entry: Entry; dashboard: Dashboard }) {
  return (
    <Section id="download" title="Take it">
      <ul className={styles.downloads}>
        {dashboardFormats.map(({ name, title, summary, content }) => (
          <li key={name}>
            <a href={`${dashboardPath(entry.id, dashboard.id)}/${name}`} download="">
              {title}
            </a>
            <span className={styles.size}>{bytes(content(entry, dashboard).length)}</span>
            <p>{summary}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
