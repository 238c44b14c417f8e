import type { RuleCheck } from "@/lib/checks/check"
import { alertAnnotations } from "./alert-annotations"
import { annotationLabel } from "./annotation-label"
import { labelKnown } from "./label-known"
import { legendLabel } from "./legend-label"
import { metricKnown } from "./metric-known"
import { promqlSyntax } from "./promql-syntax"

/** Every check on rules and queries: what `lint` runs on any file, and `validate` on entries. */
export const ruleChecks: readonly RuleCheck[] = [
  promqlSyntax,
  metricKnown,
  labelKnown,
  annotationLabel,
  legendLabel,
  alertAnnotations,
]
