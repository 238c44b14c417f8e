import type { RuleCheck } from "@/lib/checks/check"
import { alertAnnotations } from "./alert-annotations"
import { alertComparison } from "./alert-comparison"
import { annotationLabel } from "./annotation-label"
import { constantComparison } from "./constant-comparison"
import { counterRate } from "./counter-rate"
import { counterRatio } from "./counter-ratio"
import { counterThreshold } from "./counter-threshold"
import { gaugeRate } from "./gauge-rate"
import { impossibleComparison } from "./impossible-comparison"
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
  impossibleComparison,
  constantComparison,
  alertComparison,
  alertAnnotations,
  counterRate,
  counterThreshold,
  counterRatio,
  gaugeRate,
]
