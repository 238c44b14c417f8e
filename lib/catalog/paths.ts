/** Path of an entry's page on the site. */
export function entryPath(entry: string): string {
  return `/entries/${encodeURIComponent(entry)}`
}

/** Path of an alert's page; its runbook stands there at `#runbook`. */
export function alertPath(entry: string, alert: string): string {
  return `${entryPath(entry)}/alerts/${encodeURIComponent(alert)}`
}

/** Path of a recording rule's page. */
export function recordingPath(entry: string, record: string): string {
  return `${entryPath(entry)}/recordings/${encodeURIComponent(record)}`
}

/** Path of a dashboard's page. */
export function dashboardPath(entry: string, dashboard: string): string {
  return `${entryPath(entry)}/dashboards/${encodeURIComponent(dashboard)}`
}

/** Path of a metric's page. */
export function metricPath(entry: string, metric: string): string {
  return `${entryPath(entry)}/metrics/${encodeURIComponent(metric)}`
}

/** Path of a category's page. */
export function categoryPath(category: string): string {
  return `/categories/${encodeURIComponent(category)}`
}
