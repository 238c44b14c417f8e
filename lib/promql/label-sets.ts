import type { Selector } from "./selectors"

/** Where single labels come from: the selectors that bring them, or none when the expression itself makes them. */
export type LabelSources = ReadonlyMap<string, readonly Selector[]>

/** The labels that the result of an expression can carry; the metric's name is not counted among them. */
export type KeptLabels =
  /** All labels of these selectors but those in `without`, and those in `labels`. */
  | { kind: "all"; selectors: readonly Selector[]; without: readonly string[]; labels: LabelSources }
  /** No label but these. */
  | { kind: "only"; labels: LabelSources }

/** The selectors a label of the result comes from; empty when the expression makes it, undefined when it cannot be there. */
export function labelSource(kept: KeptLabels, label: string): readonly Selector[] | undefined {
  const single = kept.labels.get(label)
  if (single || kept.kind === "only") return single
  return kept.without.includes(label) ? undefined : kept.selectors
}

/** Only these labels, as far as they can be there. */
export function pick(kept: KeptLabels, names: readonly string[]): KeptLabels {
  const found = names.flatMap((name): [string, readonly Selector[]][] => {
    const source = labelSource(kept, name)
    return source ? [[name, source]] : []
  })
  return { kind: "only", labels: new Map(found) }
}

/** All but these labels. */
export function drop(kept: KeptLabels, names: readonly string[]): KeptLabels {
  const labels = new Map([...kept.labels].filter(([name]) => !names.includes(name)))
  return kept.kind === "only"
    ? { kind: "only", labels }
    : { ...kept, without: [...new Set([...kept.without, ...names])], labels }
}

/** With these labels made by the expression itself. */
export function add(kept: KeptLabels, names: readonly string[]): KeptLabels {
  return { ...kept, labels: new Map([...kept.labels, ...names.map((name) => [name, []] as const)]) }
}

/** What series of either side can carry. */
export function union(a: KeptLabels, b: KeptLabels): KeptLabels {
  const shared = [...a.labels].filter(([name]) => labelSource(b, name) === undefined || b.labels.has(name))
  const labels = new Map<string, readonly Selector[]>(shared)
  for (const [name, from] of b.labels) {
    if (labelSource(a, name) === undefined || a.labels.has(name)) labels.set(name, merge(labels.get(name), from))
  }
  if (a.kind === "only" && b.kind === "only") return { kind: "only", labels }
  const [first, second] = [a, b].map((side) => (side.kind === "all" ? side : undefined))
  const without = [a, b].flatMap((side) => (side.kind === "all" ? side.without : []))
  return {
    kind: "all",
    selectors: [...(first?.selectors ?? []), ...(second?.selectors ?? [])],
    without: [...new Set(without)].filter(
      (name) => labelSource(a, name) === undefined && labelSource(b, name) === undefined,
    ),
    labels,
  }
}

/** A label that the expression makes itself on one side needs no selector to bring it. */
function merge(a: readonly Selector[] | undefined, b: readonly Selector[]): readonly Selector[] {
  return a === undefined ? b : a.length === 0 || b.length === 0 ? [] : [...a, ...b]
}
