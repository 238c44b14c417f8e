import type { Metadata } from "next"

export const metadata: Metadata = { title: "How proofs work" }

export default function ProofsPage() {
  return (
    <>
      <h1>How proofs work</h1>
      <p>
        A rule that names a metric which does not exist never fires, and nothing tells you. So nothing here is believed:
        what a page shows with a tick was computed from files that anyone can run again.
      </p>
      <h2>What a tick means</h2>
      <dl>
        <dt>Metrics recorded</dt>
        <dd>
          Every metric of the expression is in a capture: the <code>/metrics</code> text that a real exporter gave while
          it watched the real software. The capture names the exporter, its version, the software, the time and the
          address in its first lines. “Known” instead of “recorded” means that some are made by Prometheus itself (as{" "}
          <code>up</code>), by a recording rule of the entry, or are declared with a link to where the exporter
          documents them.
        </dd>
        <dt>Fires in tests</dt>
        <dd>
          A unit test feeds series to the rule and expects the alert, with its labels and its text.{" "}
          <code>promtool</code>, the tool of Prometheus itself, runs it.
        </dd>
        <dt>Silent in tests</dt>
        <dd>Another moment of a test expects that the alert does not fire: below the threshold, or before its time.</dd>
        <dt>Labels exist</dt>
        <dd>Every label in a matcher, a grouping or a join is on the metrics that it is used with.</dd>
        <dt>Faults noticed</dt>
        <dd>
          The rule was broken on purpose in many ways, one at a time: another threshold, a comparison turned round, a
          label less, no <code>for</code>. So many of these made a unit test fail. It is shown where the machine that
          built this site has run <code>exporterhub test --mutate</code>.
        </dd>
        <dt>Version and date</dt>
        <dd>The release of the exporter whose capture shows the metrics, and the day on which it was recorded.</dd>
        <dt>Runbook</dt>
        <dd>There is a page that says what the alert means, what it does to users, how to look, and what to do.</dd>
      </dl>
      <h2>What it does not mean</h2>
      <p>
        A capture shows one server in one state. A metric that appears only in a rare state is declared instead, and its
        row says that it was not seen. A threshold that fits most is still not one that was measured on your load.
      </p>
    </>
  )
}
