import { type Expr, type Span, unwrap } from "@/lib/promql/ast"

/** What a mutant changes. */
export type Operator =
  | "comparison"
  | "boundary"
  | "threshold"
  | "for"
  | "keep-firing-for"
  | "range"
  | "function"
  | "parameter"
  | "aggregation"
  | "grouping"
  | "matching"
  | "branch"
  | "matcher"
  | "arithmetic"
  | "absent"
  | "bool"
  | "offset"

/** A change of an expression: the characters at `span` become `text`. */
export interface Change {
  operator: Operator
  span: Span
  text: string
  /** One line for people: "threshold 0.9 → 0.92". */
  description: string
  /** What a unit test must show so that the change makes it fail. */
  test: string
}

/** A node of an expression and what surrounds it. */
export interface Place {
  node: Expr
  /** Its ancestors, innermost first. */
  around: readonly Expr[]
  /** The whole expression as written. */
  source: string
  /** Whether anyone sees the value of the result, and not only whether there is one. */
  valueSeen: boolean
  labelsOf: LabelsOf
}

/** The labels that series of a metric carry, those of the target included; undefined when they are not known. */
export type LabelsOf = (metric: string) => ReadonlySet<string> | undefined

/** The text of a part of the expression, on one line. */
export function textOf(source: string, { start, end }: Span): string {
  return source.slice(start, end).replace(/\s+/g, " ")
}

/** Text that is short enough for a description. */
export function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** Milliseconds as a Prometheus duration: 150000 is "2m30s". */
export function durationText(ms: number): string {
  const units: readonly [string, number][] = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1_000],
    ["ms", 1],
  ]
  let rest = Math.round(ms)
  let text = ""
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  }
  return text === "" ? "0s" : text
}

/** Whether two expressions are the same node, parentheses aside. */
export function sameNode(a: Expr, b: Expr): boolean {
  const [one, other] = [unwrap(a), unwrap(b)]
  return one.start === other.start && one.end === other.end && one.kind === other.kind
}
