import { ALERT_TOPICS, type AlertTopic, alertTopic } from "./alert-topic"
import { type Alert, type Entry, newestCaptures } from "./entry"
import { type MetricShape, metricShapes } from "./metric-shape"

/** A metric that both of two exporters have, and what is not the same about it. */
export interface CommonMetric {
  name: string
  /** Types where they differ. */
  types?: { a: string; b: string }
  /** Labels that only one of them has. */
  labels: { a: string[]; b: string[] }
}

/** Two entries side by side, by what their newest versions show. */
export interface EntryComparison {
  metrics: { common: CommonMetric[]; onlyA: string[]; onlyB: string[] }
  /** Metrics that an exporter has about its own process, common to most: they are left out above. */
  ownProcess: { a: number; b: number }
  /** Alerts by what they watch; topics that neither has are left out. */
  topics: { topic: AlertTopic; a: Alert[]; b: Alert[] }[]
}

/** What every exporter says of its own process. */
const OWN_PROCESS = /^(go|process|promhttp|python|jvm)_/

/** Puts two entries side by side. */
export function compareEntries(a: Entry, b: Entry): EntryComparison {
  const [ofA, ofB] = [metricShapes(newestCaptures(a)), metricShapes(newestCaptures(b))]
  const [namesA, namesB] = [ownNames(ofA), ownNames(ofB)]
  const common = namesA.filter((name) => ofB.has(name))
  return {
    metrics: {
      common: common.flatMap((name) => commonMetric(ofA.get(name), ofB.get(name)) ?? []),
      onlyA: namesA.filter((name) => !ofB.has(name)),
      onlyB: namesB.filter((name) => !ofA.has(name)),
    },
    ownProcess: { a: ofA.size - namesA.length, b: ofB.size - namesB.length },
    topics: ALERT_TOPICS.map((topic) => ({ topic, a: alertsOn(a, topic), b: alertsOn(b, topic) })).filter(
      (row) => row.a.length + row.b.length > 0,
    ),
  }
}

function ownNames(shapes: ReadonlyMap<string, MetricShape>): string[] {
  return [...shapes.keys()].filter((name) => !OWN_PROCESS.test(name)).sort()
}

function commonMetric(a: MetricShape | undefined, b: MetricShape | undefined): CommonMetric | undefined {
  if (!a || !b) return undefined
  const only = (one: MetricShape, other: MetricShape): string[] =>
    [...one.labels].filter((label) => !other.labels.has(label)).sort()
  const types = a.type === b.type ? {} : { types: { a: a.type, b: b.type } }
  return { name: a.name, ...types, labels: { a: only(a, b), b: only(b, a) } }
}

function alertsOn({ alerts }: Entry, topic: AlertTopic): Alert[] {
  return alerts.filter(({ alert }) => alertTopic(alert) === topic)
}
