import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"
import { Refusals } from "./refusals"

export const metadata: Metadata = {
  title: "From missing to merged",
  description: "Add an exporter to the catalog, or a new version of one: record, begin, write, check.",
}

export default function ContributePage() {
  return (
    <>
      <h1>From missing to merged</h1>
      <p>
        An exporter that is not in the catalog is five commands away from a pull request that proves itself. They run in
        a clone of the repository after <code>npm ci</code>; every one has <code>--help</code> and <code>--json</code>.
      </p>
      <h2>1. Record what the exporter says</h2>
      <p>
        Everything here rests on a capture: what one version of a real exporter said of one real target. Run it against
        the real software, under some load, and point <code>capture</code> at it.
      </p>
      <Command>
        {'npx exporterhub capture http://localhost:9150/metrics \\\n  --target "Memcached 1.6.38" -o memcached.prom'}
      </Command>
      <p>
        The file begins with its provenance: exporter, version, target, time and address. For a protected exporter there
        are <code>--bearer-file</code>, <code>--bearer-env</code> and <code>--header</code>; nothing of what gives
        access is written down, nor is a password in the address. A metric with more than 200 series (
        <code>--max-series</code>) keeps a selection that shows every value of its small labels; the file and the
        command say what is missing.
      </p>
      <Refusals />
      <h2>2. Begin the entry</h2>
      <Command>npx exporterhub new memcached-exporter --capture memcached.prom</Command>
      <p>
        It asks for what it has to know and checks each answer at once; flags give the same answers in scripts. An id
        that is there already, or means an entry that is, is refused. What comes out is complete: identity, README, the
        first alerts with unit tests and runbooks, and a dashboard of the metrics that say most. With a capture it
        passes <code>validate --promtool require</code> from the first minute; without one, it says what is missing.
      </p>
      <h3>Rules and dashboards that exist already</h3>
      <Command>
        {
          "npx exporterhub import rules/ dashboards/ --entry memcached-exporter \\\n  --source https://github.com/some/rules --commit 1a2b3c4 --license Apache-2.0"
        }
      </Command>
      <p>
        <code>import</code> reads rule files, PrometheusRules, ConfigMaps and the output of mixins and of{" "}
        <code>helm template</code>. Names stay, severities become those of the catalog, and each alert gets the
        beginning of a runbook, whose open parts <code>validate</code> reports. Whatever cannot be taken is listed with
        file, line and reason; nothing is left out without a word. Unit tests are not made up: the alerts that lack them
        are named. Text of others needs their licence: a pull request without source and licence is refused.
      </p>
      <h2>3. Write, and see at once</h2>
      <Command>npx exporterhub validate memcached-exporter --watch</Command>
      <p>
        Within a second of a save it says what is new and what is mended, with file, line and column. Write alerts that
        someone is glad to get: symptoms before causes, saturation against the thing’s own limit, and beside each
        threshold a comment that says why it is this number. The <Link href="/docs/checks">checks</Link> know the usual
        traps. Record faulty states too, straight into the entry:
      </p>
      <Command>
        {
          'npx exporterhub capture http://localhost:9150/metrics \\\n  --target "Memcached 1.6.38" --entry memcached-exporter --version 0.15.0 \\\n  --state stopped --description "The server is stopped"'
        }
      </Command>
      <h2>4. Put it in order</h2>
      <Command>npx exporterhub fmt memcached-exporter</Command>
      <p>
        Keys come in one order, long expressions are broken before their operators, quotes and blanks are settled, and
        comments stay with what they are about. What is written is compared with what was read: the same values, the
        same expressions, every comment; a file for which that cannot be had stays as it is. A dashboard that Grafana
        exported becomes portable: a variable for its data source, a uid that stays, none of the ids of the Grafana it
        came from. <code>fmt --check</code> only tells.
      </p>
      <h2>5. Prove it</h2>
      <Command>
        {
          "npx exporterhub validate memcached-exporter --promtool require\nnpx exporterhub test memcached-exporter --mutate"
        }
      </Command>
      <p>
        The first runs every check, and rules and unit tests in the real <code>promtool</code>. The second breaks the
        rules on purpose, one fault at a time, and says which of them no test would notice. CI asks for both.{" "}
        <Link href="/docs/proofs">How proofs work</Link> explains what is then shown beside each rule.
      </p>
      <h2>A new version of an exporter</h2>
      <Command>
        {
          'npx exporterhub capture http://localhost:9121/metrics \\\n  --target "Redis 8.2" -o new.prom\nnpx exporterhub bump redis-exporter --capture new.prom --dry-run\nnpx exporterhub bump redis-exporter --capture new.prom'
        }
      </Command>
      <p>
        <code>bump</code> compares the two captures: metrics and labels that came and went, types that changed, and by
        name the rules, panels and unit tests that break with each. States are recorded anew with{" "}
        <code>--state replica=replica.prom</code>. It writes the captures, puts the version where the newest stands, and
        adds a line to <code>CHANGELOG.md</code> of the entry if there is one; the changelog on the entry’s page comes
        out of Git either way. The exit code is 1 as long as something is broken.
      </p>
      <h2>Exit codes</h2>
      <p>
        <code>0</code>: fine. <code>1</code>: something was found, such as a secret in a scrape, a file that is not in
        order, or a rule that breaks. <code>2</code>: wrong use. <code>3</code>: the exporter did not answer, or not
        with success. Nothing is ever written by halves.
      </p>
    </>
  )
}
