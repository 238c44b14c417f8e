import Link from "next/link"
import type { ReactNode } from "react"

/** One step of a proof: what it shows, of what, and how anyone can repeat it. */
export interface Stage {
  id: string
  title: string
  of: string
  command: string
  words: ReactNode
}

/** The stages in the order in which one stands on the other. */
export const STAGES: readonly Stage[] = [
  {
    id: "recorded",
    title: "Recorded",
    of: "each version, in several states",
    command: "exporterhub capture",
    words: (
      <p>
        The exporter runs against the real software, and its <code>/metrics</code> text is kept as it is. The first
        lines of such a capture name the exporter, its version, the software, the time and the address. Further captures
        show the states that alerts are about: a stopped server, a full disk, a broken replica.
      </p>
    ),
  },
  {
    id: "loads",
    title: "Loads",
    of: "alerts, recording rules, panels",
    command: "exporterhub validate",
    words: (
      <p>
        Every expression parses and type-checks as the oldest Prometheus does that the catalog supports, 2.42, and
        promtool takes the file. <Link href="/docs/checks">Checks</Link> look for what parses and is still wrong.
      </p>
    ),
  },
  {
    id: "metrics",
    title: "Metrics known",
    of: "alerts, recording rules, panels",
    command: "exporterhub validate",
    words: (
      <p>
        Every metric of the expression is in a capture of the newest version: “recorded”. “Known” means that some are
        made by Prometheus itself, as <code>up</code>, or by a recording rule of the entry, or are declared with a link
        to where the exporter documents them.
      </p>
    ),
  },
  {
    id: "labels",
    title: "Labels exist",
    of: "alerts, recording rules, panels",
    command: "exporterhub validate",
    words: <p>Every label in a matcher, a grouping or a join is on the metrics that it is used with.</p>,
  },
  {
    id: "fires",
    title: "Fires",
    of: "alerts",
    command: "exporterhub test",
    words: (
      <p>
        A unit test feeds series to the rule and expects the alert, with its labels and its text. <code>promtool</code>,
        the tool of Prometheus itself, runs it.
      </p>
    ),
  },
  {
    id: "silent",
    title: "Stays silent",
    of: "alerts",
    command: "exporterhub test",
    words: (
      <p>Another moment of a test expects that the alert does not fire: below the threshold, or before its time.</p>
    ),
  },
  {
    id: "faults",
    title: "Faults noticed",
    of: "alerts, recording rules",
    command: "exporterhub test --mutate",
    words: (
      <p>
        The rule is broken on purpose in many ways, one at a time: another threshold, a comparison turned round, a label
        less, no <code>for</code>. So many of these made a unit test fail. It takes minutes, so it is shown where the
        machine that serves this site has run it since the rules and tests last changed.
      </p>
    ),
  },
  {
    id: "runbook",
    title: "Runbook",
    of: "alerts",
    command: "exporterhub validate",
    words: <p>There is a page that says what the alert means, what it does to users, how to look, and what to do.</p>,
  },
]
