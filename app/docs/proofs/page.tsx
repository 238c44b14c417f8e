import type { Metadata } from "next"
import Link from "next/link"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import { Example } from "./example"
import styles from "./page.module.css"
import { STAGES } from "./stages"

export const metadata: Metadata = {
  title: "How proofs work",
  description:
    "What a tick means: from the recorded scrape to tests that notice faults, and how to run each stage again",
}

export default function ProofsPage() {
  return (
    <>
      <h1>How proofs work</h1>
      <p>
        A rule that names a metric which does not exist never fires, and nothing tells you. So nothing here is believed:
        what a page shows with a tick was computed from files that anyone can run again.
      </p>
      <h2>The stages</h2>
      <p>
        Each stage stands on the one before. A mark that is missing is shown as missing; no stage is made up for by
        another one.
      </p>
      <TableScroll>
        <table className={tables.table}>
          <thead>
            <tr>
              <th>Stage</th>
              <th>Shown of</th>
              <th>To run it again</th>
            </tr>
          </thead>
          <tbody>
            {STAGES.map(({ id, title, of, command }, i) => (
              <tr key={id}>
                <th scope="row">
                  <a href={`#${id}`}>
                    {i + 1}. {title}
                  </a>
                </th>
                <td>{of}</td>
                <td>
                  <code>{command}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {STAGES.map(({ id, title, words }, i) => (
        <section key={id} className={styles.stage} aria-labelledby={id}>
          <h3 id={id}>
            {i + 1}. {title}
          </h3>
          {words}
        </section>
      ))}
      <h2>When something counts as proven</h2>
      <p>
        An alert is proven when stages 2 to 6 are shown, and it has a runbook. A recording rule or a panel is proven
        when it loads, and its metrics and labels are known: nothing in it fires. Faults noticed are a number and never
        part of the word “proven”, since they depend on where the site was built.{" "}
        <Link href="/stats">The catalog in numbers</Link> says how much of it is proven, stage by stage.
      </p>
      <Example />
      <h2>Which version, and when</h2>
      <p>
        Every proof names the release of the exporter whose captures show the metrics, and the day of the recording.
        Older releases are recorded too. The page of an entry's versions compares any two of them, state by state, and
        says which alerts and panels need the newer one, which an upgrade would break, and which are worth a look. What
        only a state shows that the other release was not recorded in is called unknown, and not new.
      </p>
      <h2>What it does not mean</h2>
      <ul>
        <li>
          A capture shows one piece of software in some states. A metric that appears only in another state is declared
          instead, with a link to the place that documents it, and its row says that it was not seen.
        </li>
        <li>A threshold that fits most is still not one that was measured on your load: that is what tuning is for.</li>
        <li>
          Unit tests are written by the same people as the rules. Faults put into the rules say how much such tests
          notice; they do not say that the rule asks the right question.
        </li>
        <li>
          Two captures of different software differ for its sake as well. A comparison says where that may be the case.
        </li>
      </ul>
    </>
  )
}
