import { Command } from "@/app/components/command"
import { Section } from "@/app/components/section"
import { ShareTags } from "@/app/components/share-tags"
import { siteOrigin } from "@/app/site-origin"
import { entryLinks } from "@/lib/api/links"
import type { Entry } from "@/lib/catalog/entry"
import { entryPath } from "@/lib/catalog/paths"
import { plain } from "@/lib/markdown/text"
import { softwareApplication } from "@/lib/share/json-ld"
import { escapeXml } from "@/lib/xml"
import styles from "./share-section.module.css"

/** The entry in other places: a badge, a card, a feed, and the same as Markdown and JSON. */
export function ShareSection({ entry }: { entry: Entry }) {
  const path = entryPath(entry.id)
  const page = `${siteOrigin()}${path}`
  const badge = `${page}/badge.svg`
  const alt = `${entry.title} on ExporterHub`
  return (
    <Section id="share" title="Use it elsewhere" lead="All of it stays up to date by itself.">
      <ShareTags
        path={path}
        title={`${entry.title}: alerts, dashboards and metrics`}
        description={entry.summary}
        crumbs={[{ title: "Exporters", path: "/entries" }]}
        feed={`${path}/feed.xml`}
        markdown={`${path}.md`}
        image={`${path}/opengraph-image.png`}
        about={(origin) => softwareApplication(origin, entry)}
      />
      <div className={styles.columns}>
        <div>
          <h3 className={styles.title}>
            Badge for a README
            {/* biome-ignore lint/performance/noImgElement: an SVG of our own, which is shown as it is */}
            <img src={`${path}/badge.svg`} alt={`Badge: ${alt}`} height={20} loading="lazy" />
          </h3>
          <Command what="the badge">{`[![${plain(alt)}](${badge})](${page})`}</Command>
        </div>
        <div>
          <h3 className={styles.title}>Card for a page</h3>
          <Command what="the card">{`<iframe src="${siteOrigin()}/embed/${entry.id}" title="${escapeXml(alt)}" width="420" height="320" style="border:0" loading="lazy"></iframe>`}</Command>
        </div>
      </div>
      <ul className={styles.links}>
        <li>
          <a href={`${path}/feed.xml`}>Atom feed</a>
        </li>
        <li>
          <a href={`${path}.md`}>Markdown</a>
        </li>
        <li>
          <a href={entryLinks(entry.id).api}>JSON</a>
        </li>
        <li>
          <a href={`/embed/${entry.id}`}>Look at the card</a>
        </li>
      </ul>
    </Section>
  )
}
