import { alertPath, categoryPath, dashboardPath, entryPath, metricPath, recordingPath } from "@/lib/catalog/paths"

/** Addresses of pages as Markdown on the hub at `origin`. */
export function markdownLinks(origin: string) {
  const page = (path: string): string => `${origin}${path}.md`
  return {
    entry: (entry: string) => page(entryPath(entry)),
    alert: (entry: string, alert: string) => page(alertPath(entry, alert)),
    recording: (entry: string, record: string) => page(recordingPath(entry, record)),
    dashboard: (entry: string, dashboard: string) => page(dashboardPath(entry, dashboard)),
    metric: (entry: string, metric: string) => page(metricPath(entry, metric)),
    category: (category: string) => page(categoryPath(category)),
    page,
  }
}
export type MarkdownLinks = ReturnType<typeof markdownLinks>
