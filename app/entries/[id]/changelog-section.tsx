import Link from "next/link"
import { Section } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"
import { ChangelogList } from "./changelog/changelog-list"
import { readChangelog } from "./changelog/read-changelog"
import styles from "./page.module.css"

/** Commits that a page about everything can afford. */
const SHOWN = 3

/** What happened to the entry last; nothing where this copy of the registry has no history. */
export async function ChangelogSection({ entry }: { entry: Entry }) {
  const log = await readChangelog(entry.id)
  if ("missing" in log || log.items.length === 0) return null
  return (
    <Section id="changelog" title="Changelog">
      <ChangelogList entry={entry.id} items={log.items.slice(0, SHOWN)} detailed={false} />
      <p className={styles.more}>
        <Link href={`/entries/${entry.id}/changelog`} prefetch={false}>
          Every change, in detail
        </Link>
      </p>
    </Section>
  )
}
