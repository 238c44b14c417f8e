import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"

export const metadata: Metadata = {
  title: "Lint your own rules",
  description: "Check any rule file, PrometheusRule, rendered chart or Grafana dashboard against a real exporter.",
}

export default function LintPage() {
  return (
    <>
      <h1>Lint your own rules</h1>
      <p>
        <code>exporterhub lint</code> runs the <Link href="/docs/checks">checks</Link> of the catalog on files from
        anywhere: rule files, <code>PrometheusRule</code> manifests, the output of <code>helm template</code>,
        ConfigMaps with rules in them, dashboards that Grafana exported, and folders of all of these. To try it without
        a terminal, <Link href="/lint">paste rules here</Link>.
      </p>
      <Command>npx exporterhub lint my-rules.yaml --against redis-exporter</Command>
      <h2>What the rules are held against</h2>
      <p>Without any of these, only what the files say by themselves is checked.</p>
      <dl>
        <dt>
          <code>--against redis-exporter@1.88.0</code>
        </dt>
        <dd>
          The captures of an entry of the catalog; without a version, of its newest one. May be given several times, as
          the others.
        </dd>
        <dt>
          <code>--metrics scrape.prom</code>
        </dt>
        <dd>
          What your own exporter answers: <code>curl -s http://host:9121/metrics &gt; scrape.prom</code>.
        </dd>
        <dt>
          <code>--prometheus http://localhost:9090</code>
        </dt>
        <dd>
          A Prometheus server that has scraped the metrics in the last hour. User and password go into the URL, a bearer
          token into <code>PROMETHEUS_TOKEN</code>.
        </dd>
        <dt>
          <code>--interval 15s</code>
        </dt>
        <dd>How often the metrics are scraped, for ranges that are too short.</dd>
        <dt>
          <code>--prometheus-version 2.42</code>
        </dt>
        <dd>The Prometheus that must take the rules, as its parser reads them.</dd>
      </dl>
      <h2>In CI</h2>
      <p>
        The exit code is 0 without errors, 1 with errors (or with warnings too, with <code>--fail-on warning</code>), 2
        for wrong use, and 3 when the Prometheus server cannot be reached. <code>--format github</code> puts the
        problems at their lines in a pull request, <code>--format sarif</code> is for code scanning, <code>--json</code>{" "}
        for everything else.
      </p>
      <Command>{"npx exporterhub lint rules/ --against node-exporter --format sarif > lint.sarif"}</Command>
      <h2>Silencing</h2>
      <p>
        <code># exporterhub: ignore &lt;check&gt; because &lt;reason&gt;</code> above a rule, or{" "}
        <code>--ignore &lt;check&gt;</code> for a whole run. More in{" "}
        <Link href="/docs/checks#silencing">When a check is wrong</Link>.
      </p>
    </>
  )
}
