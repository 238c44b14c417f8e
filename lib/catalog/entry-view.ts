import type { Capture } from "./capture"
import type { Entry } from "./entry"

/** A capture without its samples: what it is of, and how much it holds. */
export function captureView({ file, provenance, families, samples }: Capture) {
  const series = [...samples.values()].reduce((sum, name) => sum + name.series, 0)
  return { file, ...provenance, families: families.length, series }
}

/** The metric families that the captures of the newest version show, each once, with label names and the most series seen. */
export function metricViews(entry: Entry) {
  const views = new Map<string, { name: string; type: string; help: string; labels: Set<string>; series: number }>()
  for (const capture of entry.versions[0]?.captures ?? []) {
    for (const { name, type, help, samples } of capture.families) {
      const view = views.get(name) ?? { name, type, help, labels: new Set<string>(), series: 0 }
      for (const { labels } of samples) for (const label of Object.keys(labels)) view.labels.add(label)
      view.series = Math.max(view.series, samples.length)
      views.set(name, view)
    }
  }
  return [...views.values()]
    .map((view) => ({ ...view, labels: [...view.labels].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
