import type { DocumentType } from "./engine"

/**
 * The path of a document on the site. `key` is what its id has behind the type and the entry: the name of an alert,
 * recording, metric or (for a runbook) alert, the id of a dashboard, or dashboard/panel.
 */
export function documentUrl(type: DocumentType, entry: string, key: string): string {
  const page = `/entries/${entry}`
  const name = encodeURIComponent(key)
  if (type === "entry") return page
  if (type === "runbook") return `${page}/alerts/${name}#runbook`
  if (type !== "panel") return `${page}/${type}s/${name}`
  const [dashboard = "", panel = ""] = key.split("/")
  return `${page}/dashboards/${encodeURIComponent(dashboard)}#panel-${panel}`
}

/** The key of a document, from its id. */
export function documentKey({ id, type, entry }: { id: string; type: DocumentType; entry: string }): string {
  return id.slice(type.length + entry.length + 2)
}
