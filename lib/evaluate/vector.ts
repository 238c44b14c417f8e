/** Labels of a series, without the metric's name. */
export type Labels = Readonly<Record<string, string>>

/** One element of an instant vector. Names of metrics are not kept: whatever selects by them names the metric. */
export interface Point {
  labels: Labels
  value: number
}

/** What an expression gives at one moment: a number, or series. */
export type Value = number | readonly Point[]

/** Why an expression is not worked out here; thrown inside of the evaluation only. */
export class CannotTell extends Error {}

/** Equal for equal sets of labels; labels that are empty do not count. */
export function keyOf(labels: Labels): string {
  const names = Object.keys(labels).filter((name) => labels[name] !== "")
  return JSON.stringify(names.sort().map((name) => [name, labels[name]]))
}

/** Only these labels. */
export function only(labels: Labels, names: ReadonlySet<string>): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.has(name)))
}

/** All but these labels. */
export function without(labels: Labels, names: ReadonlySet<string>): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.has(name)))
}

/** An instant vector; a number is none. */
export function vectorOf(value: Value): readonly Point[] {
  if (typeof value === "number") throw new CannotTell("a number stands where series are needed")
  return value
}

/** A number; series are none. */
export function scalarOf(value: Value): number {
  if (typeof value !== "number") throw new CannotTell("series stand where a number is needed")
  return value
}
