import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"
import { PageHead } from "@/app/components/page-head"
import styles from "./page.module.css"

export const metadata: Metadata = {
  title: "Contribute",
  description: "Add an exporter to the catalog in the browser or the terminal, or bring rules that you have.",
}

export default function ContributePage() {
  return (
    <>
      <PageHead title="Contribute">
        Add an exporter, or better rules for one that is there. Whichever way you take, the same checks look at it.
      </PageHead>
      <div className={styles.ways}>
        <section>
          <h2>On this site</h2>
          <p>
            Forms, a PromQL editor that knows your metrics, checks as you type, and a preview. The draft stays in your
            browser, and no login is needed to take the files along.
          </p>
          <p>
            <Link href="/contribute/new">Write a new entry</Link>
          </p>
          <p>
            To change one, open it from <Link href="/entries">the exporters</Link> at{" "}
            <code>/contribute/edit/its-id</code>.
          </p>
        </section>
        <section>
          <h2>In the terminal</h2>
          <p>In a clone of the repository, with your own editor and promtool.</p>
          <Command>npx exporterhub new memcached-exporter --capture memcached.prom</Command>
          <p>
            <Link href="/docs/contribute">From missing to merged</Link>
          </p>
        </section>
        <section>
          <h2>From what you have</h2>
          <p>
            Rules and dashboards that run already: check them on <Link href="/lint">Lint</Link>, and bring them in with
            the terminal.
          </p>
          <Command>npx exporterhub import --help</Command>
        </section>
      </div>
    </>
  )
}
