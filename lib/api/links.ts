import { alertPath, dashboardPath, entryPath, metricPath, recordingPath } from "@/lib/catalog/paths"

/** Where the API lies on the hub. */
export const API_ROOT = "/api/v1"

/** Page and API path of a thing. */
interface Links {
  url: string
  api: string
}

const both = (path: string): Links => ({ url: path, api: `${API_ROOT}${path}` })

/** Links of an entry. */
export const entryLinks = (entry: string): Links => both(entryPath(entry))

/** Links of an alert. */
export const alertLinks = (entry: string, alert: string): Links => both(alertPath(entry, alert))

/** Links of a recording rule. */
export const recordingLinks = (entry: string, record: string): Links => both(recordingPath(entry, record))

/** Links of a metric. */
export const metricLinks = (entry: string, metric: string): Links => both(metricPath(entry, metric))

/** Links of a dashboard, with those of what it is rendered to. */
export function dashboardLinks(entry: string, dashboard: string) {
  const links = both(dashboardPath(entry, dashboard))
  return { ...links, grafana: `${links.api}/grafana`, perses: `${links.api}/perses` }
}

/** The runbook of an alert in the API. */
export function runbookApi(entry: string, alert: string): string {
  return `${API_ROOT}${entryPath(entry)}/runbooks/${encodeURIComponent(alert)}`
}

/** The exposition of a capture in the API. */
export function captureApi(entry: string, capture: string): string {
  return `${API_ROOT}${entryPath(entry)}/captures/${encodeURIComponent(capture)}`
}
