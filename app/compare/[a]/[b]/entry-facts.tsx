import { categoryTitle, count, day, plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import { privilegeWords } from "@/app/entries/[id]/privilege-words"
import { catalog } from "@/app/server"
import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import { type EntryStats, entryStats, type Share } from "@/lib/stats/entry-stats"
import { type Row, TwoColumns } from "./two-columns"

/** Versions, licence, rights, needs and counts of both, with how much of these is proven. */
export async function EntryFacts({ a, b }: { a: Entry; b: Entry }) {
  const { mutations } = await catalog()
  const [left, right] = [a, b].map((entry) => factsOf(entry, entryStats(entry, mutations.get(entry.id))))
  const rows = (left ?? []).map(([name, value], i): Row => [name, value, right?.[i]?.[1] ?? ""])
  return (
    <Section id="facts" title="Facts and proof">
      <TwoColumns a={a} b={b} rows={rows} />
    </Section>
  )
}

function factsOf(entry: Entry, stats: EntryStats): [string, string][] {
  const { deploy, versions, parameters, scrape } = entry
  const captured = newestCaptures(entry)[0]?.provenance
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  return [
    ["Category", categoryTitle(entry.category)],
    ["Versions", versions.map(({ version }) => version).join(", ")],
    ["Recorded", captured ? `${day(captured.captured)}, ${captured.target}` : "never"],
    ["Recorded states", count(newestCaptures(entry).length)],
    ["Licence", entry.license],
    ["Source", new URL(entry.source).host + new URL(entry.source).pathname],
    ["Runs as", deploy.workload === "none" ? "part of the software itself" : deploy.workload],
    ["Rights", privilegeWords(entry)],
    ["Parameters", `${count(parameters.length)}, needed: ${required.join(", ") || "none"}`],
    ["Asks for", `${deploy.resources.cpu} CPU, ${deploy.resources.memory} memory`],
    ["Memory limit", deploy.resources.memoryLimit],
    ["Scraped", `port ${scrape.port}, every ${scrape.interval}`],
    ["Alerts proven", shareWords(stats.alerts)],
    [
      "Severities",
      `${stats.severities.critical} critical, ${stats.severities.warning} warning, ${stats.severities.info} info`,
    ],
    ["Unit tests", `${plural(stats.tests.firing, "firing case")}, ${plural(stats.tests.silent, "silent case")}`],
    ["Faults noticed by tests", stats.mutants ? shareWords(stats.mutants) : "not measured here"],
    ["Runbooks", shareWords(stats.proofs.runbook)],
    ["Recording rules proven", shareWords(stats.recordings)],
    ["Dashboards", entry.dashboards.map(({ title }) => title).join(", ") || "none"],
    ["Panels proven", shareWords(stats.panels)],
    ["Metrics", `${count(stats.metrics)}, with ${count(stats.series)} series in all recordings together`],
  ]
}

function shareWords({ some, all }: Share): string {
  if (all === 0) return "none"
  return some === all ? `all ${count(all)}` : `${count(some)} of ${count(all)}`
}
