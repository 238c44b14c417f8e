import type { Metadata } from "next"
import { Command } from "@/app/components/command"
import { Yaml } from "@/app/components/yaml"

export const metadata: Metadata = {
  title: "Tune rules",
  description:
    "Change thresholds, durations, severities and matchers without a fork, so that they survive the next version.",
}

const EXAMPLE = `"*":                                # all entries
  "*":                              # all of their rules
    matchers: { namespace: prod }
redis-exporter:
  "*":
    labels: { team: cache }         # null removes a label
  RedisRestarted:
    enabled: false
  RedisMemoryNearLimit:
    threshold: 0.95
    for: 10m
    severity: critical
  RedisCommandErrorsHigh:
    threshold: { 1: 0.1 }           # the first comparison; or by what is compared
  RedisDown:
    keep_firing_for: 5m
    annotations: { summary: "Redis {{ $labels.instance }} is gone" }
    matchers: 'cluster=~"a|b"'      # as PromQL writes it
`

const CONFLICT = `  RedisMemoryNearLimit:
    threshold: 0.95
    base: { threshold: "instance:redis_memory_used:ratio > 0.9" }
`

export default function TuningPage() {
  return (
    <>
      <h1>Tune rules</h1>
      <p>
        Change the rules of an entry without a copy of them. What you change stands in a file of your own and goes on to
        the next version; the rules themselves stay those of the catalog. Thresholds and matchers are changed in the
        syntax tree of the expression, never by replacing text, and everything around them stays as its author wrote it.
      </p>
      <h2>On the site</h2>
      <p>
        <strong>Install</strong> on an entry has the section <strong>Tune rules</strong>. It shows what each expression
        comes to and what the captures say about a threshold. The link of the page has all of it, and so has the link of
        the files; <code>tune.yaml</code> is there to download.
      </p>
      <h2>In a terminal</h2>
      <Command>npx exporterhub tune redis-exporter</Command>
      <p>lists what can be tuned. With flags it writes the file:</p>
      <Command>
        {
          "npx exporterhub tune redis-exporter \\\n  --threshold RedisMemoryNearLimit=0.95 \\\n  --disable RedisRestarted \\\n  --output tune.yaml"
        }
      </Command>
      <p>
        <code>bundle</code>, <code>plan</code> and <code>install</code> take the file with <code>--tune</code>, and the
        same flags: <code>--disable</code>, <code>--threshold</code>, <code>--for</code>, <code>--severity</code> and{" "}
        <code>--matcher</code>. A flag wins over the file.
      </p>
      <h2>The file</h2>
      <Yaml>{EXAMPLE}</Yaml>
      <p>
        The narrower wins: what a rule says itself, then what is said of all rules of its entry, then of all entries.
        One file may tune several installs. A fault is told with line and column, and nothing is made until it is gone.
      </p>
      <h2>Thresholds</h2>
      <p>
        A plain number is for the one comparison that decides. Guards inside, such as <code>y &gt; 0</code> in{" "}
        <code>x / (y &gt; 0) &gt; 0.8</code>, are left aside. Where several decide, name the one you mean: by its place,
        by what is compared, or by that with the operator behind it. The error lists them.
      </p>
      <h2>Matchers</h2>
      <p>
        They go to every selector of the expression: in ranges, subqueries, <code>absent()</code> and on both sides of
        an operator. Four things to know:
      </p>
      <ul>
        <li>
          A recording rule of the bundle that aggregates the label away gets the matcher inside, and the metric that it
          makes is then left without: it could not match there. When only the reader has the matcher, it is refused.
        </li>
        <li>
          A matcher that contradicts one that is there, such as <code>job=&quot;x&quot;</code> beside{" "}
          <code>job=&quot;y&quot;</code>, is refused. <code>null</code> takes a matcher back for one rule.
        </li>
        <li>
          Queries inside of annotations (<code>{"{{ query … }}"}</code>) and dashboards do not get it. The first is told
          as a warning.
        </li>
        <li>
          <code>absent(x)</code> fires for ever when no series ever has the label, and labels from{" "}
          <code>external_labels</code> are on no series inside of Prometheus. The hub cannot see either.
        </li>
      </ul>
      <h2>The next version</h2>
      <p>
        Under <code>base</code> the file notes what a rule said when you changed it. When a new version says something
        else in the same place, both sides are shown, and nothing is made until you decide:
      </p>
      <Yaml>{CONFLICT}</Yaml>
      <ul>
        <li>Your value goes on: remove the field from base, or run exporterhub tune again afterwards.</li>
        <li>Theirs goes on: remove your field.</li>
        <li>
          A rule that was renamed or is gone is a conflict too, with the rule that has the same expression now. Your
          change is never dropped in silence.
        </li>
      </ul>
      <p>
        Fields that upstream did not touch, and those for all rules (<code>&quot;*&quot;</code>), simply go on. The unit
        tests of the catalog stay with the original rules: what you tuned is yours to try.
      </p>
    </>
  )
}
