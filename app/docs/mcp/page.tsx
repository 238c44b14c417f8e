import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"
import { tools } from "@/lib/mcp/all"
import { CLIENTS } from "./clients"
import styles from "./page.module.css"

export const metadata: Metadata = {
  title: "MCP server",
  description:
    "Give assistants the catalog: search, rules with their proof, runbooks, lint and install bundles over MCP.",
}

export default function McpPage() {
  return (
    <>
      <h1>MCP server</h1>
      <p>
        Assistants write alert rules from memory, and their memory has metrics that no exporter ever had. With the Model
        Context Protocol they can look instead: search the catalog, read rules with their proof, check what they write
        against recorded scrapes, and render what installs it.
      </p>
      <p>
        The server runs on your machine, in a clone of this catalog, and talks over standard input and output. It only
        reads: nothing is installed, and nothing leaves your machine.
      </p>
      <h2>Connect a client</h2>
      <p>
        Run <code>npm ci</code> in a clone once, and put its path in place of <code>/path/to/exporterhub</code>.
      </p>
      {CLIENTS.map(({ name, where, config }) => (
        <section key={name} className={styles.client} aria-label={name}>
          <h3>{name}</h3>
          <p>{where}</p>
          <Command what={`the configuration for ${name}`}>{config}</Command>
        </section>
      ))}
      <h2>Tools</h2>
      <dl>
        {tools.map(({ name, description, input }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              {description.replaceAll("`", "")}
              <ul className={styles.inputs}>
                {Object.entries(input.shape).map(([key, schema]) => (
                  <li key={key}>
                    <code>{key}</code>: {String(schema.description ?? "").replaceAll("`", "")}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
      <h2>Resources</h2>
      <p>
        Every page of the catalog can be read as Markdown at{" "}
        <code>exporterhub://catalog/entries/redis-exporter.md</code> and below; links in pages lead to further ones. The
        same pages are on this site: add <code>.md</code> to a path, or begin at <a href="/llms.txt">llms.txt</a>.
      </p>
      <h2>Worth knowing</h2>
      <ul>
        <li>
          Texts of entries come from many people. The server tells assistants to take them as data, not as instructions.
        </li>
        <li>
          <code>--catalog</code> and <code>EXPORTERHUB_REGISTRIES</code> serve your own entries. See{" "}
          <Link href="/docs/self-host">Run your own hub</Link>.
        </li>
        <li>What goes wrong is told on standard error, where clients keep their logs.</li>
      </ul>
    </>
  )
}
