import { API_ROOT } from "@/lib/api/links"
import { targets } from "@/lib/bundle/all"
import { allChecks } from "@/lib/checks/all"
import { HubError } from "@/lib/error"
import type { EntryCard } from "@/lib/stats/entry-card"
import type { MarkdownHub } from "./hub"
import { codeBlock, link, list, page, plain } from "./text"

const ABOUT =
  "A catalog of Prometheus exporters with alert rules, recording rules, Grafana dashboards and runbooks. A rule is listed as proven only if its metrics and labels exist in a recorded scrape of the real exporter, and unit tests show it firing and staying silent."

/** The page of the whole catalog. */
export function catalogMarkdown(hub: MarkdownHub): string {
  const sum = (of: (card: EntryCard) => number): number => hub.cards.reduce((all, one) => all + of(one), 0)
  return page(
    "# ExporterHub",
    `> ${ABOUT}`,
    `${hub.cards.length} exporters, ${sum(({ alerts }) => alerts)} alerts (${sum(({ proven }) => proven)} proven), ${sum(({ dashboards }) => dashboards)} dashboards, ${sum(({ metrics }) => metrics)} metrics, ${sum(({ runbooks }) => runbooks)} runbooks.`,
    "## Exporters",
    entryList(hub, hub.cards),
  )
}

/** The page of a category; throws HubError("not-found") when no entry is in it. */
export function categoryMarkdown(hub: MarkdownHub, category: string): string {
  const cards = hub.cards.filter((card) => card.category === category)
  if (cards.length === 0) throw new HubError("not-found", `There is no category "${category.slice(0, 100)}"`)
  return page(`# ${plain(category)}`, entryList(hub, cards))
}

/** The page of a check. */
export function checkMarkdown(id: string): string {
  const check = allChecks.find((one) => one.id === id)
  if (!check) throw new HubError("not-found", `There is no check "${id.slice(0, 100)}"`)
  const docs = "docs" in check ? check.docs : { why: check.why }
  const example = "example" in docs ? docs.example : undefined
  return page(
    `# ${id}`,
    `${check.severity}: ${check.summary}.`,
    "## Why",
    docs.why,
    "fix" in docs && docs.fix ? "## What to do" : "",
    "fix" in docs && docs.fix ? docs.fix : "",
    example ? "## Example" : "",
    example ? `Before:\n\n${codeBlock(example.before.trim(), "yaml")}` : "",
    example ? `After:\n\n${codeBlock(example.after.trim(), "yaml")}` : "",
  )
}

/** The list of checks. */
export function checksMarkdown({ links }: MarkdownHub): string {
  const items = allChecks.map(({ id, severity, summary }) => {
    return `${link(id, links.page(`/docs/checks/${id}`))} (${severity}): ${plain(summary)}`
  })
  return page("# Checks", "What `exporterhub validate` and `exporterhub lint` look for.", list(items))
}

/** llms.txt as llmstxt.org has it: what this is, and links to pages as Markdown. */
export function llmsTxt(hub: MarkdownHub, origin: string): string {
  return page(
    "# ExporterHub",
    `> ${ABOUT}`,
    "Every page of an entry, rule, dashboard, metric, category and check is there as Markdown: add `.md` to its path. Everything is there as JSON too, without a key. `npx exporterhub mcp` is an MCP server over the same catalog.",
    "## Exporters",
    entryList(hub, hub.cards),
    "## API",
    list([
      `${link("OpenAPI document", `${origin}${API_ROOT}/openapi.json`)}: all endpoints and schemas`,
      `${link("Search", `${origin}${API_ROOT}/search?q=disk+full`)}: rules, dashboards and metrics by names and symptoms`,
      `${link("Alerts", `${origin}${API_ROOT}/alerts`)}: all alerting rules`,
      `${link("Bundles", `${origin}/docs/api#getBundle`)}: rendered files to install an exporter, for ${targets.length} targets`,
    ]),
    "## Documentation",
    list([
      `${link("How proofs work", `${origin}/docs/proofs`)}: what is shown of a rule, and what is not`,
      `${link("Checks", hub.links.page("/docs/checks"))}: every fault that is looked for`,
      `${link("Command line", `${origin}/docs/cli`)}: search, show, bundle, install, lint`,
    ]),
    "## Optional",
    list([
      `${link("Atom feed", `${origin}/feed.xml`)}: new versions and changed rules`,
      `${link("Run your own hub", `${origin}/docs/self-host`)}: with your own entries`,
    ]),
  )
}

function entryList({ links }: MarkdownHub, cards: readonly EntryCard[]): string {
  return list(
    cards.map(({ id, title, summary, alerts, dashboards }) => {
      const has = `${alerts} alerts, ${dashboards} dashboards`
      return `${link(title, links.entry(id))}: ${plain(summary)} (${has})`
    }),
  )
}
