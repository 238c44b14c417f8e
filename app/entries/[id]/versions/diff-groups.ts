import type { MetricChange } from "@/lib/catalog/capture-diff"
import type { TouchedContent, VersionDiff } from "@/lib/checks/diff-impact"

/** One thing of the entry that a comparison touches, with every reason. */
export interface Touched extends Pick<TouchedContent, "kind" | "name" | "file" | "effect"> {
  reasons: string[]
}

const ORDER = ["breaks", "needs", "affects"] as const
const KINDS = ["alert", "recording", "panel", "variable", "tests"] as const

/** Everything that a comparison touches, each once with its worst effect, and with the reasons for that. */
export function touchedContent({ metrics }: VersionDiff): Touched[] {
  const found = new Map<string, Touched>()
  for (const { kind, name, file, effect, why, via } of metrics.flatMap(({ touches }) => touches)) {
    const key = `${kind} ${file} ${name}`
    const reason = via ? `${why} (by way of ${via})` : why
    const known = found.get(key)
    if (!known || ORDER.indexOf(effect) < ORDER.indexOf(known.effect))
      found.set(key, { kind, name, file, effect, reasons: [reason] })
    else if (effect === known.effect && !known.reasons.includes(reason)) known.reasons.push(reason)
  }
  return [...found.values()].sort(
    (a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
  )
}

/** Metrics that differ in the same way, such as one label less on all of them. */
export interface ChangeGroup {
  words: string[]
  metrics: MetricChange["metric"][]
}

/** The changed metrics of a comparison, those with the same differences together, the largest group first. */
export function changeGroups({ metrics }: VersionDiff): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>()
  for (const change of metrics) {
    if (change.kind !== "changed") continue
    const words = differenceWords(change)
    const key = words.join("\n")
    const group = groups.get(key) ?? { words, metrics: [] }
    group.metrics.push(change.metric)
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.metrics.length - a.metrics.length)
}

function differenceWords({ changes }: Extract<MetricChange, { kind: "changed" }>): string[] {
  const { type, help, labels, samples } = changes
  return [
    ...(type ? [`type ${type.from} → ${type.to}`] : []),
    ...(labels?.removed ?? []).map((label) => `label ${label} is gone`),
    ...(labels?.added ?? []).map((label) => `label ${label} is new`),
    ...(samples?.removed ?? []).map((name) => `series ${name} are gone`),
    ...(samples?.added ?? []).map((name) => `series ${name} are new`),
    ...(help ? [`help “${help.from}” → “${help.to}”`] : []),
  ]
}
