import type { MetricFamily, Sample } from "@/lib/catalog/exposition"
import { remembered } from "./remember"
import { groupBy } from "./series"

const byName = remembered(({ samples }: MetricFamily) => groupBy(samples, ({ name }) => name))

/** The samples of one name among those of a family, which may have buckets, sums and counts beside them. */
export function ownSamples(family: MetricFamily, name: string): readonly Sample[] {
  return byName(family).get(name) ?? []
}
