import type { Metadata } from "next"
import { Command } from "@/app/components/command"

export const metadata: Metadata = { title: "JSON API" }

const ROUTES: readonly (readonly [string, string])[] = [
  [
    "/api/search?q=memory&type=alert&limit=5",
    "Search. type, category, severity and entry narrow it and may be repeated.",
  ],
  ["/api/entries", "All entries in short."],
  ["/api/entries/redis-exporter", "One entry: rules with evidence, dashboards, metrics, runbooks, captures."],
  [
    "/api/bundle?entry=redis-exporter&target=operator&namespace=monitoring&p.address=redis://redis:6379",
    "A bundle: digest and files. Parameters are p.<name>, secrets p.<name>.secret and p.<name>.key.",
  ],
  [
    "/api/bundle/download?entry=redis-exporter&format=yaml",
    "The same to keep: YAML, the chart or archive of targets that have one, or format=zip. With digest=… it answers exactly that bundle or a conflict.",
  ],
]

export default function ApiPage() {
  return (
    <>
      <h1>JSON API</h1>
      <p>Everything on this site for programs, without a key.</p>
      {ROUTES.map(([path, words]) => (
        <section key={path}>
          <p>{words}</p>
          <Command>{`curl -sg 'http://127.0.0.1:3000${path}'`}</Command>
        </section>
      ))}
      <h2>Failures</h2>
      <p>
        They are <code>application/problem+json</code> (RFC 9457) with <code>status</code>, <code>code</code>,{" "}
        <code>detail</code>, often a <code>hint</code>, and <code>fields</code> when parts of the input were refused.
      </p>
    </>
  )
}
