import type { Metadata } from "next"
import Link from "next/link"
import { PageHead } from "@/app/components/page-head"
import { plainRule } from "@/app/plain-rule"
import { catalog } from "@/app/server"
import { toYaml } from "@/lib/bundle/yaml"
import { LintForm } from "./lint-form"

export const metadata: Metadata = {
  title: "Check your rules",
  description: "Paste alert rules, recording rules or a dashboard, and see what is wrong with them.",
}

const EXAMPLE = `groups:
  - name: redis
    rules:
      - alert: RedisMemoryFull
        expr: redis_memory_used / redis_memory_max_bytes > 90
        for: 5m
        labels:
          severity: critical
        annotations:
          summary: Redis {{ $labels.server }} is full
          description: It uses {{ $value }} of its memory.
      - alert: RedisRefusesConnections
        expr: sum(redis_rejected_connections_total) > 0
        for: 5m
        labels:
          severity: warning
        annotations:
          summary: Redis {{ $labels.instance }} refuses connections
          description: Clients were refused {{ $value | humanizePercentage }} times.
`

/** The rules to begin with: an alert of the catalog where the address names one (`?entry=…&alert=…`), to be changed and checked. */
async function startRules(params: Awaited<PageProps<"/lint">["searchParams"]>) {
  const { byId } = await catalog()
  const entry = typeof params.entry === "string" ? byId.get(params.entry) : undefined
  const alert = entry?.alerts.find(({ alert: name }) => name === params.alert)
  if (!entry || !alert) return { rules: EXAMPLE, against: "redis-exporter", metrics: "" }
  const rules = toYaml({ groups: [{ name: alert.group, rules: [plainRule(alert)] }] })
  return { rules, against: entry.id, metrics: "" }
}

export default async function LintPage({ searchParams }: PageProps<"/lint">) {
  const { entries } = await catalog()
  return (
    <>
      <PageHead title="Check your rules">
        Rules that <code>promtool</code> accepts can still never fire, always fire, or print an empty name. Paste yours:
        they go through the <Link href="/docs/checks">checks</Link> of the catalog, and are not kept. In the terminal
        this is <Link href="/docs/lint">exporterhub lint</Link>.
      </PageHead>
      <LintForm
        start={await startRules(await searchParams)}
        entries={entries.map(({ id, title }) => ({ id, title }))}
      />
    </>
  )
}
