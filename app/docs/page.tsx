import type { Metadata } from "next"
import Link from "next/link"

export const metadata: Metadata = { title: "Documentation" }

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
        <li>
          <Link href="/docs/proofs">How proofs work</Link>: what the ticks mean, and what they do not.
        </li>
        <li>
          <Link href="/docs/checks">Checks</Link>: every fault that is looked for, with an example.
        </li>
        <li>
          <Link href="/docs/lint">Lint your own rules</Link>: the same checks on your files.
        </li>
        <li>
          <Link href="/docs/targets">Install targets</Link>: which files you get for which setup.
        </li>
        <li>
          <Link href="/docs/contribute">From missing to merged</Link>: add an exporter, or a new version of one.
        </li>
        <li>
          <Link href="/docs/cli">Command line</Link>: the same without a browser.
        </li>
        <li>
          <Link href="/docs/self-host">Run your own hub</Link>: with your own entries, or in public.
        </li>
        <li>
          <Link href="/docs/registries">Several registries</Link>: entries of your own beside the public ones.
        </li>
        <li>
          <Link href="/docs/registry-ci">Review pull requests</Link>: what a change of a registry is held against.
        </li>
        <li>
          <Link href="/docs/api">API reference</Link>: everything here for programs, feeds and embeds.
        </li>
        <li>
          <Link href="/docs/mcp">MCP server</Link>: everything here for assistants.
        </li>
      </ul>
    </>
  )
}
