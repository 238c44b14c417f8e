import Link from "next/link"
import { plural } from "@/app/components/format"
import { Promql } from "@/app/components/promql"
import { RuleProof } from "@/app/components/rule-proof"
import { Section } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"
import { recordingPath } from "@/lib/catalog/paths"
import styles from "./alerts-section.module.css"

/** Every recording rule of an entry. */
export function RecordingsSection({ entry }: { entry: Entry }) {
  if (entry.recordings.length === 0) return null
  return (
    <Section
      id="recordings"
      title={plural(entry.recordings.length, "recording rule")}
      lead="Computed ahead of time, because dashboards or alerts ask for them often."
    >
      <ul className={styles.list}>
        {entry.recordings.map((recording) => (
          <li key={`${recording.record}${recording.origin.path.join()}`} className={styles.row}>
            <h3 className={styles.head}>
              <Link href={recordingPath(entry.id, recording.record) as never} prefetch={false}>
                <code>{recording.record}</code>
              </Link>
            </h3>
            <Promql>{recording.expr}</Promql>
            <RuleProof entry={entry} rule={recording} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
