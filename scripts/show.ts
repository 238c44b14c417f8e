import { z } from "zod"
import { rememberedEvidence } from "@/lib/adapters/mutation-evidence"
import { isStale, STALE_DAYS, verifiedAt } from "@/lib/catalog/freshness"
import { loadEntries } from "@/lib/catalog/load-entry"
import { entryReport } from "@/lib/checks/entry-report"
import type { Evidence } from "@/lib/checks/evidence"
import { HubError } from "@/lib/error"
import { command } from "./command"
import { catalogOption, registries, usableEntry } from "./registry"
import { columns, paint } from "./terminal"

export const show = command({
  summary: "Show one entry with its evidence",
  words: "<entry>",
  options: z.object(catalogOption),
  examples: ["exporterhub show redis-exporter", "exporterhub show redis-exporter --json"],
  async run({ options, words, json, terminal }) {
    if (words.length !== 1) throw new HubError("usage", "show takes one entry")
    const { source, origins } = await registries(options.catalog)
    const [loaded] = await loadEntries(source, words)
    if (!loaded) throw new HubError("not-found", `There is no entry "${words[0]}"`)
    const entry = usableEntry(loaded)
    const origin = origins.get(entry.id)
    const verified = verifiedAt(entry)
    const stale = isStale(verified, Date.now())
    const report = {
      ...origin,
      verified: verified ?? null,
      stale,
      ...entryReport(entry, await rememberedEvidence(loaded)),
    }
    if (json) {
      terminal.out(JSON.stringify(report, null, 2))
      return 0
    }
    const newest = report.versions[0]
    const heading = (text: string): void => terminal.out(`\n${paint(terminal, "bold", text)}`)
    terminal.out(`${paint(terminal, "bold", entry.title)}  ${entry.id} ${newest?.version ?? ""}\n${entry.summary}`)
    terminal.out(
      columns([
        ["category", entry.category],
        ["licence", entry.license],
        ["source", entry.source],
        ["verified", `${verified?.slice(0, 10) ?? "never"}${stale ? `, more than ${STALE_DAYS} days ago` : ""}`],
        ["maintainers", entry.maintainers.join(", ")],
        [
          "registry",
          [origin?.registry, ...(origin?.shadows ?? []).map((name) => `over the one of ${name}`)].join(", "),
        ],
      ]).join("\n"),
    )
    heading(`Alerts (${report.alerts.length})`)
    const proof = ({ tests, mutation }: Evidence): string =>
      [
        ...(tests ? [`${tests.firing} firing, ${tests.silent} silent`] : []),
        ...(mutation ? [`${mutation.killed} of ${mutation.mutants} faults noticed`] : []),
      ].join(", ")
    for (const line of columns(
      report.alerts.map(({ alert, labels, proven, evidence }) => {
        return [`  ${proven ? "✓" : "✗"} ${alert}`, String(labels.severity), proof(evidence)]
      }),
    ))
      terminal.out(line)
    heading(`Recording rules (${report.recordings.length})`)
    for (const { record } of report.recordings) terminal.out(`  ${record}`)
    heading(`Dashboards (${report.dashboards.length})`)
    for (const { title, rows } of report.dashboards)
      terminal.out(`  ${title} (${rows.reduce((sum, { panels }) => sum + panels.length, 0)} panels)`)
    heading("Captures")
    for (const { version, captures } of report.versions)
      for (const { state, target, series, captured } of captures)
        terminal.out(`  ${version} ${state}: ${target}, ${series} series, ${captured.slice(0, 10)}`)
    return 0
  },
})
