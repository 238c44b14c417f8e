import { ruleName } from "@/lib/catalog/rule-file"
import type { Expr } from "@/lib/promql/ast"
import { labelSource } from "@/lib/promql/label-sets"
import { keptLabels } from "@/lib/promql/labels"
import { parse } from "@/lib/promql/parse"
import type { NewMatcher } from "@/lib/promql/rewrite"
import type { Effective } from "./effective"
import type { AnyRule } from "./rules-of"

/** A rule of the bundle with its tuning. */
export interface RuleInBundle {
  entry: string
  rule: AnyRule
  name: string
  /** The tree of its original expression; absent when it does not parse. */
  expr?: Expr
  tuning: Effective
}

/** A rule with its tree and its tuning. */
export function ruleInBundle(entry: string, rule: AnyRule, tuning: Effective): RuleInBundle {
  const parsed = parse(rule.expr)
  return { entry, rule, name: ruleName(rule), tuning, ...(parsed.ok && { expr: parsed.expr }) }
}

/** The metrics that the recording rules of a bundle make. */
export class Recorded {
  private readonly byName: ReadonlyMap<string, RuleInBundle>

  constructor(rules: readonly RuleInBundle[]) {
    this.byName = new Map(rules.filter(({ rule }) => "record" in rule).map((rule) => [rule.name, rule]))
  }

  /** The rule that records a metric; undefined when the metric comes from elsewhere. */
  by(metric: string | undefined): RuleInBundle | undefined {
    return metric === undefined ? undefined : this.byName.get(metric)
  }

  /** Whether the series of a recorded metric can carry a label; what its rule aggregates away is gone. */
  carries(recording: RuleInBundle, label: string, seen: ReadonlySet<string> = new Set()): boolean {
    const { rule, expr, name, tuning } = recording
    const set = tuning.labels.get(label)
    if (set) return set.value !== null
    if (Object.hasOwn(rule.labels, label)) return true
    const source = expr && labelSource(keptLabels(expr), label)
    if (!source) return false
    if (source.length === 0) return true
    return source.some(({ metric }) => {
      const inner = this.by(metric)
      return !inner || seen.has(inner.name) || this.carries(inner, label, new Set([...seen, name]))
    })
  }

  /** Whether the rule that records a metric gets the same condition, so that its series are chosen already. */
  restricts({ tuning }: RuleInBundle, { label, op, value }: NewMatcher): boolean {
    return tuning.matchers.some(({ matchers }) =>
      matchers.some((own) => own.label === label && own.op === op && own.value === value),
    )
  }
}
