import type { MetricFacts } from "./metric-facts"

/** A query that suits a metric: what it answers, and the expression. */
export interface MetricQuery {
  title: string
  expr: string
}

/** How a metric is asked: what its type means for that in one sentence, and queries to start from. */
export interface MetricAdvice {
  note: string
  queries: readonly MetricQuery[]
}

/** Labels that tell targets or versions apart and not parts of the thing that is measured. */
const NOT_PARTS = new Set(["job", "instance", "version", "revision"])
const INSTANT = /_timestamp_seconds$|_(?:start|boot)_time_seconds$/
/** So many values of a label make a graph that can be read. */
const READABLE = { least: 2, most: 60 }

/**
 * Queries that are right for a metric's type. `range` is a duration that holds at least four scrapes. What they say follows from
 * the types of the Prometheus documentation ("Metric types", "Histograms and summaries").
 */
export function metricQueries(facts: MetricFacts, range: string): MetricAdvice {
  switch (facts.type) {
    case "counter":
      return counter(facts, range)
    case "histogram":
      return histogram(facts, range)
    case "summary":
      return summary(facts, range)
    case "gauge":
    case "info":
    case "untyped":
      return gauge(facts)
  }
}

function counter({ name: family, sampleNames, labels }: MetricFacts, range: string): MetricAdvice {
  // OpenMetrics names the family of a counter without the "_total" of its series.
  const name = sampleNames.find((one) => one === `${family}_total`) ?? family
  const part = partOf(labels)
  return {
    note: "A counter only grows, and begins at 0 again when its process restarts. Ask how fast it grows; its value alone says little. Take the rate first and sum behind it.",
    queries: [
      { title: "Per second, averaged over the range", expr: `rate(${name}[${range}])` },
      { title: "Per second, by instance", expr: `sum by (job, instance) (rate(${name}[${range}]))` },
      ...(part ? [{ title: `Per second, by ${part}`, expr: `sum by (${part}) (rate(${name}[${range}]))` }] : []),
      { title: "How much came in the last hour", expr: `increase(${name}[1h])` },
    ],
  }
}

function histogram({ name, labels }: MetricFacts, range: string): MetricAdvice {
  const part = partOf(labels)
  const buckets = (by: string): string => `sum by (${by}) (rate(${name}_bucket[${range}]))`
  return {
    note: "Each bucket is a counter of the observations up to its bound. Sum rates of buckets, keep the label le, and take the quantile last: quantiles themselves cannot be averaged.",
    queries: [
      { title: "95th percentile, by instance", expr: `histogram_quantile(0.95, ${buckets("job, instance, le")})` },
      ...(part
        ? [{ title: `95th percentile, by ${part}`, expr: `histogram_quantile(0.95, ${buckets(`${part}, le`)})` }]
        : []),
      { title: "Average of an observation", expr: average(name, range) },
      { title: "Observations per second", expr: `sum by (job, instance) (rate(${name}_count[${range}]))` },
    ],
  }
}

function summary({ name, sampleNames }: MetricFacts, range: string): MetricAdvice {
  const quantiles = sampleNames.includes(name)
  return {
    note: "The exporter works the quantiles out itself, for each series: they can be shown, and neither summed nor averaged. Sum and count are counters.",
    queries: [
      ...(quantiles ? [{ title: "The quantiles as they are", expr: name }] : []),
      { title: "Average of an observation", expr: average(name, range) },
      { title: "Observations per second", expr: `sum by (job, instance) (rate(${name}_count[${range}]))` },
    ],
  }
}

function average(name: string, range: string): string {
  const sum = (part: string): string => `sum by (job, instance) (rate(${name}_${part}[${range}]))`
  return `${sum("sum")} / ${sum("count")}`
}

function gauge(facts: MetricFacts): MetricAdvice {
  const { name, labels, type, captures } = facts
  if (INSTANT.test(name))
    return {
      note: "The value is a moment, in seconds since 1970. Taken from the present time it is an age.",
      queries: [{ title: "Seconds since then", expr: `time() - ${name}` }],
    }
  if (isInfo(facts)) return info(facts)
  const part = partOf(labels)
  const both =
    captures.length > 0 && captures.every(({ low, high }) => (low === 0 || low === 1) && (high === 0 || high === 1))
  if (both)
    return {
      note: "The value is 1 or 0 in every capture, as for yes and no.",
      queries: [
        { title: "Those that are 0", expr: `${name} == 0` },
        { title: "Share of the last day that it was 1", expr: `avg_over_time(${name}[1d])` },
      ],
    }
  return {
    note: `${type === "untyped" ? "The exporter does not say what type it is; this is for one that goes up and down." : "A gauge goes up and down: its value is what counts."} rate() is not for it.`,
    queries: [
      { title: "The value", expr: name },
      ...(part ? [{ title: `The highest, by ${part}`, expr: `max by (${part}) (${name})` }] : []),
      { title: "The highest of the last hour", expr: `max_over_time(${name}[1h])` },
      { title: "The average of the last hour", expr: `avg_over_time(${name}[1h])` },
    ],
  }
}

function isInfo({ name, type, captures }: MetricFacts): boolean {
  const isOne = captures.length > 0 && captures.every(({ low, high }) => low === 1 && high === 1)
  return type === "info" || (isOne && /_info$/.test(name))
}

function info({ name, labels, captures }: MetricFacts): MetricAdvice {
  const [part] = labels.map((label) => label.name).filter((label) => label !== "job" && label !== "instance")
  // With several series to one target, Prometheus would not know which of them lends its labels.
  const isSingle = captures.length > 0 && captures.every(({ series }) => series === 1)
  return {
    note: "The value is always 1; what it tells is in its labels. Multiplied with another metric it lends them to it.",
    queries: [
      { title: "The labels", expr: name },
      ...(part ? [{ title: `Series by ${part}`, expr: `count by (${part}) (${name})` }] : []),
      ...(part && isSingle
        ? [
            {
              title: `A metric of the same target, with the label ${part}`,
              expr: `up * on (job, instance) group_left (${part}) max by (job, instance, ${part}) (${name})`,
            },
          ]
        : []),
    ],
  }
}

/** The label by which a graph says most: one with several values, but not with too many. */
function partOf(labels: MetricFacts["labels"]): string | undefined {
  return labels
    .filter(
      ({ name, values }) => !NOT_PARTS.has(name) && values.length >= READABLE.least && values.length <= READABLE.most,
    )
    .toSorted((a, b) => b.values.length - a.values.length)[0]?.name
}
