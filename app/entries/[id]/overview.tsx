import Link from "next/link"
import { Command } from "@/app/components/command"
import { day, plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import { catalog } from "@/app/server"
import { targets } from "@/lib/bundle/all"
import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import { entryStats } from "@/lib/stats/entry-stats"
import { EvidenceList } from "./evidence-list"
import styles from "./overview.module.css"

/** What is proven of the entry, at which version, when and by whom, beside the shortest ways to install it. */
export async function Overview({ entry }: { entry: Entry }) {
  const stats = entryStats(entry, (await catalog()).mutations.get(entry.id))
  return (
    <Section id="overview" title="What is proven">
      <div className={styles.columns}>
        <div>
          <EvidenceList stats={stats} />
          <Verified entry={entry} />
        </div>
        <Install entry={entry} />
      </div>
    </Section>
  )
}

function Verified({ entry }: { entry: Entry }) {
  const [version] = entry.versions
  const captures = newestCaptures(entry)
  const [normal] = captures
  if (!version || !normal) return null
  const { exporter, exporterVersion, target, captured } = normal.provenance
  return (
    <p className={styles.verified}>
      Against {plural(captures.length, "recording")} of {exporter} {exporterVersion}, the first on{" "}
      <time dateTime={captured}>{day(captured)}</time> while it watched {target}. Unit tests are run by promtool with
      every change of the catalog. Maintained by {entry.maintainers.join(", ")}.{" "}
      <Link href="/docs/proofs">How proofs work</Link>
    </p>
  )
}

function Install({ entry: { id } }: { entry: Entry }) {
  return (
    <aside className={styles.aside} aria-label="Install">
      <h3>Install from a clone</h3>
      <Command>{`npx exporterhub install \\\n  ${id} \\\n  --namespace monitoring`}</Command>
      <h3>Or take the files</h3>
      <Command>{`npx exporterhub bundle \\\n  ${id} \\\n  --output bundle`}</Command>
      <h3>
        Or build it here, for <span className="sr">one of these targets</span>
      </h3>
      <ul className={styles.targets}>
        {targets.map((target) => (
          <li key={target.id}>
            <Link href={`/entries/${id}/install?target=${target.id}`} prefetch={false}>
              {target.id}
            </Link>
          </li>
        ))}
      </ul>
    </aside>
  )
}
