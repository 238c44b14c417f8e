import type { Capture } from "./capture"
import type { CapturedVersion } from "./entry"
import type { MetricType } from "./exposition"
import { type MetricShape, metricShapes } from "./metric-shape"

/** The state that every version is recorded in. */
export const NORMAL_STATE = "normal"

/** One state of two versions, with the files of its captures; a file is missing where a version was not recorded in it. */
export interface StatePair {
  name: string
  description: string
  from?: string
  to?: string
  /** What was monitored, where that is not the same on both sides: a difference may then come from it. */
  targets?: { from: string; to: string }
}

/** How a metric differs between two versions. */
export type MetricChange =
  | {
      kind: "added" | "removed"
      metric: MetricFacts /** The one metric of the other version with the same type and help. */
      twin?: string
    }
  | { kind: "changed"; metric: MetricFacts; changes: MetricDifferences }

/** A metric as one version shows it: the newer one, or the older where the newer has it no more. Series: the most that a capture shows. */
export interface MetricFacts {
  name: string
  type: MetricType
  help: string
  labels: string[]
  samples: string[]
  series: number
}

/** What is not the same about a metric that both versions have; what is the same is left out. */
export interface MetricDifferences {
  type?: { from: MetricType; to: MetricType }
  help?: { from: string; to: string }
  labels?: { added: string[]; removed: string[] }
  /** Names of samples, such as the buckets of a histogram that is a summary now. */
  samples?: { added: string[]; removed: string[] }
}

/** What differs between two recorded versions of one exporter. */
export interface CaptureDiff {
  from: string
  to: string
  /** States that both were recorded in come first: only these are compared. */
  states: StatePair[]
  /** By name. */
  metrics: MetricChange[]
  /** Metrics that both have alike. */
  same: number
  /** Metrics that only a state without a counterpart shows: whether the other version has them is not known. */
  unknown: { metric: string; version: "from" | "to"; states: string[] }[]
}

/**
 * What differs between two versions, by the captures of the states that both were recorded in. A metric or a label counts as
 * added or removed only if no capture at all of the other version shows it.
 */
export function captureDiff(from: CapturedVersion, to: CapturedVersion): CaptureDiff {
  const states = statePairs(from, to)
  const paired = (side: "from" | "to", version: CapturedVersion): Capture[] =>
    version.captures.filter(({ file }) => states.some((state) => state.from && state.to && state[side] === file))
  const before = { paired: metricShapes(paired("from", from)), all: metricShapes(from.captures) }
  const after = { paired: metricShapes(paired("to", to)), all: metricShapes(to.captures) }
  const removed = [...before.paired.values()].filter(({ name }) => !after.all.has(name))
  const added = [...after.paired.values()].filter(({ name }) => !before.all.has(name))
  const common = [...after.all.values()].flatMap((shape) => {
    const old = before.all.get(shape.name)
    if (!old) return []
    const differences = differencesOf(
      { ...old, ...before.paired.get(shape.name), anywhere: old },
      { ...shape, ...after.paired.get(shape.name), anywhere: shape },
    )
    return [{ shape, differences }]
  })
  const changed = common.filter(({ differences }) => Object.keys(differences).length > 0)
  const metrics: MetricChange[] = [
    ...removed.map((shape) => ({ kind: "removed" as const, metric: facts(shape), ...twin(shape, removed, added) })),
    ...added.map((shape) => ({ kind: "added" as const, metric: facts(shape), ...twin(shape, added, removed) })),
    ...changed.map(({ shape, differences }) => ({
      kind: "changed" as const,
      metric: facts(shape),
      changes: differences,
    })),
  ]
  return {
    from: from.version,
    to: to.version,
    states,
    metrics: metrics.sort((a, b) => (a.metric.name < b.metric.name ? -1 : 1)),
    same: common.length - changed.length,
    unknown: [...unknown("from", from, before, after.all), ...unknown("to", to, after, before.all)],
  }
}

/** The captures of a version by the name of their state. */
export function captureStates(version: CapturedVersion): { name: string; description: string; capture: Capture }[] {
  return version.captures.map((capture, i) => {
    const state = version.states[i - 1]
    return { name: state?.name ?? NORMAL_STATE, description: state?.description ?? "The usual state", capture }
  })
}

function statePairs(from: CapturedVersion, to: CapturedVersion): StatePair[] {
  const [before, after] = [captureStates(from), captureStates(to)]
  const pairs = after.map(({ name, description, capture }): StatePair => {
    const old = before.find((state) => state.name === name)?.capture
    if (!old) return { name, description, to: capture.file }
    const targets = { from: old.provenance.target, to: capture.provenance.target }
    const differ = targets.from === targets.to ? {} : { targets }
    return { name, description, from: old.file, to: capture.file, ...differ }
  })
  const gone = before.filter(({ name }) => !after.some((state) => state.name === name))
  const left = gone.map(({ name, description, capture }): StatePair => ({ name, description, from: capture.file }))
  return [...pairs.filter(({ from }) => from), ...pairs.filter(({ from }) => !from), ...left]
}

type Compared = MetricShape & { anywhere: MetricShape }

function differencesOf(from: Compared, to: Compared): MetricDifferences {
  const labels = setDifference(from, to, "labels")
  const samples = setDifference(from, to, "samples")
  return {
    ...(from.type === to.type ? {} : { type: { from: from.type, to: to.type } }),
    ...(from.help.trim() === to.help.trim() ? {} : { help: { from: from.help, to: to.help } }),
    ...(labels ? { labels } : {}),
    ...(samples ? { samples } : {}),
  }
}

function setDifference(from: Compared, to: Compared, key: "labels" | "samples") {
  const added = [...to[key]].filter((name) => !from.anywhere[key].has(name)).sort()
  const removed = [...from[key]].filter((name) => !to.anywhere[key].has(name)).sort()
  return added.length + removed.length > 0 ? { added, removed } : undefined
}

/** A metric that says the same about itself under another name; no guess where two of them do. */
function twin(shape: MetricShape, own: readonly MetricShape[], others: readonly MetricShape[]): { twin?: string } {
  const alike = (other: MetricShape): boolean => other.type === shape.type && other.help.trim() === shape.help.trim()
  const [found, second] = shape.help.trim() === "" ? [] : others.filter(alike)
  return found && !second && own.filter(alike).length === 1 ? { twin: found.name } : {}
}

function unknown(
  version: "from" | "to",
  captured: CapturedVersion,
  own: { paired: ReadonlyMap<string, MetricShape>; all: ReadonlyMap<string, MetricShape> },
  other: ReadonlyMap<string, MetricShape>,
): CaptureDiff["unknown"] {
  const states = captureStates(captured).map(({ name, capture }) => ({ name, shapes: metricShapes([capture]) }))
  return [...own.all.keys()]
    .filter((name) => !own.paired.has(name) && !other.has(name))
    .map((metric) => ({
      metric,
      version,
      states: states.filter(({ shapes }) => shapes.has(metric)).map(({ name }) => name),
    }))
    .sort((a, b) => (a.metric < b.metric ? -1 : 1))
}

function facts({ name, type, help, labels, samples, series }: MetricShape): MetricFacts {
  return { name, type, help, labels: [...labels].sort(), samples: [...samples].sort(), series }
}
