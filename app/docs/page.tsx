import type { Metadata } from "next"
import Link from "next/link"
import { docsPages } from "./pages"

export const metadata: Metadata = {
  title: "Documentation",
  description:
    "From a search to a running alert: how to install, tune, check and contribute exporters, alerts and dashboards.",
}

export default function DocsPage() {
  return (
    <>
      <h1>Documentation</h1>
      <p>
        ExporterHub is a folder of YAML in Git: exporters, with the alert rules, recording rules and dashboards that
        belong to them. This site, the command line and the JSON API show the same folder.
      </p>
      <h2>From a search to a running alert</h2>
      <ol>
        <li>
          <Link href="/search">Search</Link> for a symptom, a metric or a name. Press <kbd>/</kbd> anywhere to get to
          the search box.
        </li>
        <li>Open the alert. The page has its expression in words, the tests that prove it, and its runbook.</li>
        <li>
          Choose <strong>Install</strong> on the exporter. Fill in the form, look at the files, and take them: as a
          download, with a command, or applied to a cluster of yours when the hub runs on your machine.
        </li>
      </ol>
      <h2>Go on with</h2>
      <ul>
        {docsPages.map(({ href, title, about }) => (
          <li key={href}>
            <Link href={href}>{title}</Link>: {about}
          </li>
        ))}
      </ul>
    </>
  )
}
