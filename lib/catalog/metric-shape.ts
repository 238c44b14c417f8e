import type { Capture } from "./capture"
import type { MetricFamily, MetricType } from "./exposition"

/** The form of one metric family over several captures: everything but its values. */
export interface MetricShape {
  name: string
  type: MetricType
  help: string
  /** Label names, without the ones that only make a histogram or a summary. */
  labels: ReadonlySet<string>
  /** Names of its samples: a histogram has three. */
  samples: ReadonlySet<string>
  /** Series in the capture that shows most of them. */
  series: number
}

/** The shapes of all families of some captures, by name; type and help are those of the first capture that has the family. */
export function metricShapes(captures: readonly Capture[]): Map<string, MetricShape> {
  const shapes = new Map<string, MetricShape & { labels: Set<string>; samples: Set<string> }>()
  for (const family of captures.flatMap(({ families }) => families)) {
    const name = canonicalName(family)
    const { type, help, samples } = family
    const shape = shapes.get(name) ?? { name, type, help, labels: new Set(), samples: new Set(), series: 0 }
    for (const sample of samples) {
      shape.samples.add(sample.name)
      for (const label of Object.keys(sample.labels)) if (!isStructure(type, label)) shape.labels.add(label)
    }
    shape.series = Math.max(shape.series, samples.length)
    shapes.set(name, shape)
  }
  return shapes
}

/** OpenMetrics declares a counter without the `_total` of its samples; the text format with it. Both are one metric. */
function canonicalName({ name, type, samples }: MetricFamily): string {
  const total = `${name}_total`
  return type === "counter" && samples.some((sample) => sample.name === total) ? total : name
}

function isStructure(type: MetricType, label: string): boolean {
  return (type === "histogram" && label === "le") || (type === "summary" && label === "quantile")
}
