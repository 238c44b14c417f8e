import { Command } from "@/app/components/command"
import { Markdown } from "@/app/components/markdown"
import { Section } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./overview.module.css"

/** What the exporter is about, and the shortest way to run it. */
export function Overview({ entry }: { entry: Entry }) {
  return (
    <Section id="overview" title="Overview">
      <div className={styles.columns}>
        {/* The page already has the title that a README starts with. */}
        <Markdown prefix="readme">{entry.readme.replace(/^# .*\n/, "")}</Markdown>
        <aside className={styles.aside}>
          <h3>Install from a clone</h3>
          <Command>{`npx exporterhub install \\\n  ${entry.id} \\\n  --namespace monitoring`}</Command>
          <h3>Or take the files</h3>
          <Command>{`npx exporterhub bundle \\\n  ${entry.id} \\\n  --output bundle`}</Command>
          <dl className={styles.facts}>
            <Fact name="Job">{entry.scrape.job}</Fact>
            <Fact name="Port">{entry.scrape.port}</Fact>
            <Fact name="Path">{entry.scrape.path}</Fact>
            <Fact name="Interval">{entry.scrape.interval}</Fact>
          </dl>
          <ul className={styles.links}>
            {entry.links.map(({ title, url }) => (
              <li key={url}>
                <a href={url} rel="noopener">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </aside>
      </div>
    </Section>
  )
}

function Fact({ name, children }: { name: string; children: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{children}</code>
      </dd>
    </div>
  )
}
