import type { ApiHub } from "@/lib/api/hub"
import { proofOf } from "@/lib/api/rule-facts"
import type { Entry } from "@/lib/catalog/entry"
import { alertPath, entryPath } from "@/lib/catalog/paths"
import { escapeXml } from "@/lib/xml"

/** Alerts that a card names. */
const MOST_ALERTS = 4
const SEVERITIES = ["critical", "warning", "info"]

/** How a card looks: as the reader's system, or always light or dark. */
export type EmbedTheme = "auto" | "light" | "dark"

/** A card of an entry as a page of its own, to be shown in frames of other sites. No scripts; links open outside of the frame. */
export function embedHtml(hub: Pick<ApiHub, "mutations">, entry: Entry, origin: string, theme: EmbedTheme): string {
  const { id, title, summary, alerts, dashboards, versions } = entry
  const proven = alerts.filter((alert) => proofOf(hub, entry, alert).proven).length
  const worst = alerts.toSorted((a, b) => rank(a.labels.severity) - rank(b.labels.severity)).slice(0, MOST_ALERTS)
  const link = (path: string, words: string): string =>
    `<a href="${escapeXml(origin + path)}" target="_blank" rel="noopener">${escapeXml(words)}</a>`
  const facts = [
    `${alerts.length} ${alerts.length === 1 ? "alert" : "alerts"}, ${proven} proven`,
    `${dashboards.length} ${dashboards.length === 1 ? "dashboard" : "dashboards"}`,
    `version ${versions[0]?.version ?? ""}`,
  ]
  return `<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8" />
<title>${escapeXml(title)} on ExporterHub</title>
<meta name="viewport" content="width=device-width" />
<meta name="robots" content="noindex" />
<link rel="canonical" href="${escapeXml(origin + entryPath(id))}" />
<link rel="stylesheet" href="/embed.css" />
</head>
<body>
<main>
<h1>${link(entryPath(id), title)}</h1>
<p>${escapeXml(summary)}</p>
<ul class="facts">${facts.map((fact) => `<li>${escapeXml(fact)}</li>`).join("")}</ul>
<ul class="alerts">${worst
    .map(({ alert, labels }) => {
      const severity = SEVERITIES.includes(labels.severity) ? labels.severity : "info"
      return `<li><span class="${severity}">${severity}</span> ${link(alertPath(id, alert), alert)}</li>`
    })
    .join("")}</ul>
<p class="more">${link(`${entryPath(id)}/install`, "Install")} ${link(entryPath(id), "Open on ExporterHub")}</p>
</main>
</body>
</html>
`
}

function rank(severity: string): number {
  const at = SEVERITIES.indexOf(severity)
  return at === -1 ? SEVERITIES.length : at
}
