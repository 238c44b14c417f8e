import type { Origin } from "@/lib/catalog/entry"
import type { Expr, ValueType } from "@/lib/promql/ast"
import type { ParseResult } from "@/lib/promql/parse"
import type { Profile } from "@/lib/promql/profile"
import type { Metrics } from "./metrics"
import { remembered } from "./remember"

/** A PromQL expression, where it stands, and what it parses to. */
export interface Expression {
  at: Origin
  /** As parsed: with variables of dashboards replaced by something of the same kind and length. */
  text: string
  result: ParseResult
  /** The Prometheus that it was parsed for, where that is known. */
  profile?: Profile
}

interface SubjectRule {
  name: string
  /** The rule as a whole. */
  at: Origin
  expression: Expression
  labels: Readonly<Record<string, string>>
  group: string
  /** How often its group is evaluated, where the file says it. */
  intervalMs?: number
}

/** An alerting rule to check. */
export interface SubjectAlert extends SubjectRule {
  /** Undefined when the rule has none. */
  forMs?: number
  keepFiringForMs?: number
  annotations: Readonly<Record<string, string>>
}

/** A recording rule to check. */
export type SubjectRecording = SubjectRule

/** A query of a dashboard panel, or of a dashboard's variable (then without panel). */
export interface SubjectQuery {
  expression: Expression
  /** Series name with labels in double braces; empty when there is none. */
  legend: string
  legendAt: Origin
  /** The panel's title and its unit by Grafana's id. */
  panel?: { title: string; unit: string }
}

/** What rule checks look at: rules and queries from anywhere, and what is known of the metrics they use. */
export interface Subject {
  alerts: readonly SubjectAlert[]
  recordings: readonly SubjectRecording[]
  queries: readonly SubjectQuery[]
  metrics: Metrics
  /** The oldest Prometheus that must take the expressions. */
  oldest: Profile
  /** How often the metrics are scraped, where that is known. */
  scrapeIntervalMs?: number
}

/** Every expression: of alerts, recordings, then queries. */
export function expressions({ alerts, recordings, queries }: Subject): readonly Expression[] {
  return [...alerts, ...recordings, ...queries].map(({ expression }) => expression)
}

/** An expression that parsed. */
export interface ParsedExpression {
  at: Origin
  text: string
  expr: Expr
  type: ValueType
}

/** The expression when it parsed, as a list of one or none. */
export function parsed({ at, text, result }: Expression): ParsedExpression[] {
  return result.ok ? [{ at, text, expr: result.expr, type: result.type }] : []
}

/** Every expression that parses. */
export const parsedExpressions: (subject: Subject) => readonly ParsedExpression[] = remembered((subject) =>
  expressions(subject).flatMap(parsed),
)
