import Link from "next/link"
import { plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import { captureStates } from "@/lib/catalog/capture-diff"
import type { Entry } from "@/lib/catalog/entry"
import { CaptureTable } from "./capture-table"
import styles from "./page.module.css"
import { VersionTable } from "./version-table"

/** Rows that a page about everything can afford; the rest is on the page of the versions. */
const SHOWN = 8

/** The versions of an entry, and the recordings of the newest one that everything on the page is checked against. */
export function VersionsSection({ entry }: { entry: Entry }) {
  const [newest] = entry.versions
  if (!newest) return null
  const states = captureStates(newest)
  const more = states.length - SHOWN
  return (
    <>
      <Section id="versions" title={plural(entry.versions.length, "version")}>
        <VersionTable entry={entry} />
      </Section>
      <Section
        id="captures"
        title={`${plural(states.length, "capture")} of ${newest.version}`}
        lead="Recorded from the real exporter while it watched the real software. Nothing in them is written by hand."
      >
        <CaptureTable states={states.slice(0, SHOWN)} />
        {more > 0 && (
          <p className={styles.more}>
            <Link href={`/entries/${entry.id}/versions#version-${newest.version}`} prefetch={false}>
              {plural(more, "more capture")}
            </Link>
          </p>
        )}
      </Section>
    </>
  )
}
