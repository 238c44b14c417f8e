import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"
import table from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"

export const metadata: Metadata = {
  title: "Install to a cluster",
  description: "What the plan checks before anything is written to a cluster, and what to do when it finds something.",
}

const CHECKS: readonly [string, string, string][] = [
  ["Kinds", "The cluster serves every kind of the bundle.", "another target that it serves, or --skip-kind"],
  ["Rights", "You may do what installing and removing needs.", "the exact Role, to ask for"],
  ["Owners", "No object of that name belongs to Argo CD or Flux.", "the target argocd or flux"],
  ["Scrape", "A Prometheus or PrometheusAgent reads each monitor.", "labels, a namespace, or a choice of server"],
  ["Rules", "A Prometheus or ThanosRuler reads the rules.", "the same"],
  ["Discovery", "The server's ServiceAccount may find targets there.", "a Role and its binding"],
  ["Dashboards", "A Grafana sidecar, the Grafana operator or Perses reads them.", "the label that is really read"],
  ["Pod security", "The namespace lets such pods in.", "the label for the namespace"],
  ["Secrets", "Each Secret is there, with its key. Values are not looked at.", "the command that makes it"],
  ["Network", "No NetworkPolicy stands in the way.", "what to allow"],
  [
    "Images",
    "Which images are pulled, and whether a digest pins them.",
    "nothing: the registry cannot be seen from here",
  ],
]

export default function InstallDocs() {
  return (
    <>
      <h1>Install to a cluster</h1>
      <p>
        A plan asks the API server what every object would do, and looks at what the cluster would then do with it.
        Nothing is written.
      </p>
      <Command>{"npx exporterhub plan redis-exporter --examples --context prod --namespace monitoring"}</Command>
      <h2>The pre-flight</h2>
      <p>
        Each check ends as fine, unknown, warning or problem. Unknown means that a right to look is missing, and says
        which one, or that nobody could know from here. A problem stops <code>install</code> until it is solved or
        passed over with <code>--ignore-preflight</code>.
      </p>
      <TableScroll>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Fine when</th>
              <th scope="col">Otherwise you get</th>
            </tr>
          </thead>
          <tbody>
            {CHECKS.map(([name, fine, otherwise]) => (
              <tr key={name}>
                <th scope="row" className={table.nowrap}>
                  {name}
                </th>
                <td>{fine}</td>
                <td>{otherwise}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <h2>Labels that your Prometheus asks for</h2>
      <p>
        Prometheus Operator selects monitors and rules by label and namespace. kube-prometheus-stack, for one, wants{" "}
        <code>release: &lt;its release&gt;</code>, and without that label nothing tells you that nobody scrapes. The
        pre-flight evaluates the selectors of every server, with its operator&apos;s flags, and adds the labels that are
        missing. Labels that you give with <code>--label</code> stay as they are.
      </p>
      <p>When servers ask for different labels, say which one shall read them:</p>
      <Command>{"npx exporterhub plan redis-exporter --examples --for-prometheus monitoring/kps"}</Command>
      <p>
        When a server does not look into your namespace, label the namespace, or put monitors and rules where it does
        look; they go on pointing at the exporter:
      </p>
      <Command>
        {"npx exporterhub plan redis-exporter --examples --namespace shop --monitor-namespace monitoring"}
      </Command>
      <h2>When a kind is missing</h2>
      <p>
        Take a format that the cluster serves with <code>--target</code> (see <Link href="/docs/targets">targets</Link>
        ), install the operator first, or leave that part out. It is never left out unless you say so:
      </p>
      <Command>{"npx exporterhub plan redis-exporter --examples --skip-kind PrometheusRule"}</Command>
      <h2>What it cannot know</h2>
      <ul>
        <li>
          Readers without an object of their own: Grafana Alloy, VictoriaMetrics and OpenTelemetry select by rules that
          lie elsewhere.
        </li>
        <li>
          Policies of network plugins beyond NetworkPolicy, and a level of pod security that is set for the whole
          cluster when you may not create pods.
        </li>
        <li>Whether the nodes reach the image&apos;s registry.</li>
      </ul>
    </>
  )
}
