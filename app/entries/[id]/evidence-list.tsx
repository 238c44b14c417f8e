import { Check, Dash } from "@/app/components/check-mark"
import { count, plural } from "@/app/components/format"
import type { EntryStats, Share } from "@/lib/stats/entry-stats"
import styles from "./overview.module.css"

/** What is shown of an entry, claim by claim, in counts out of the whole: nothing is rounded up to a badge. */
export function EvidenceList({ stats }: { stats: EntryStats }) {
  const { proofs, tests, mutants, recordings, panels, alerts } = stats
  const rules: [string, Share, string?][] =
    alerts.all === 0
      ? []
      : [
          ["Every metric is known from the exporter", proofs.metrics],
          ["Every label is on its metric", proofs.labels],
          ["Seen firing in unit tests", proofs.firing, plural(tests.firing, "case")],
          ["Seen silent in unit tests", proofs.silent, plural(tests.silent, "case")],
          ["A runbook says what to do", proofs.runbook],
        ]
  return (
    <dl className={styles.evidence}>
      {rules.map(([claim, share, note]) => (
        <Claim key={claim} claim={claim} share={share} of="alerts" note={note} />
      ))}
      {mutants && <Claim claim="Faults put into rules that tests notice" share={mutants} of="faults" />}
      {recordings.all > 0 && <Claim claim="Recording rules proven" share={recordings} of="rules" />}
      {panels.all > 0 && <Claim claim="Dashboard panels proven" share={panels} of="panels" />}
    </dl>
  )
}

interface ClaimProps {
  claim: string
  share: Share
  of: string
  note?: string | undefined
}

function Claim({ claim, share: { some, all }, of, note }: ClaimProps) {
  return (
    <div>
      <dt>
        {some === all ? <Check /> : <Dash />}
        {claim}
      </dt>
      <dd>
        {some === all ? `all ${count(all)} ${of}` : `${count(some)} of ${count(all)} ${of}`}
        {note ? <span>{note}</span> : null}
      </dd>
    </div>
  )
}
