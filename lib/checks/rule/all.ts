import type { RuleCheck } from "@/lib/checks/check"
import { absentArgument } from "./absent-argument"
import { absentMatcher } from "./absent-matcher"
import { alertAnnotations } from "./alert-annotations"
import { alertComparison } from "./alert-comparison"
import { alertFor } from "./alert-for"
import { alertName } from "./alert-name"
import { alertSeverity } from "./alert-severity"
import { annotationFormat } from "./annotation-format"
import { annotationLabel } from "./annotation-label"
import { annotationValue } from "./annotation-value"
import { constantComparison } from "./constant-comparison"
import { counterDifference } from "./counter-difference"
import { counterRate } from "./counter-rate"
import { counterRatio } from "./counter-ratio"
import { counterThreshold } from "./counter-threshold"
import { divisionByZero } from "./division-by-zero"
import { fragileAlert } from "./fragile-alert"
import { gaugeRate } from "./gauge-rate"
import { histogramQuantile } from "./histogram-quantile"
import { impossibleComparison } from "./impossible-comparison"
import { irateAlert } from "./irate-alert"
import { joinLabel } from "./join-label"
import { labelKnown } from "./label-known"
import { labelTemplateValue } from "./label-template-value"
import { labelValue } from "./label-value"
import { legendLabel } from "./legend-label"
import { metricKnown } from "./metric-known"
import { nanAggregation } from "./nan-aggregation"
import { panelUnit } from "./panel-unit"
import { predictLinear } from "./predict-linear"
import { promqlSyntax } from "./promql-syntax"
import { rangeInterval } from "./range-interval"
import { rangeMargin } from "./range-margin"
import { rateOfSum } from "./rate-of-sum"
import { recordingDependency } from "./recording-dependency"
import { recordingName } from "./recording-name"
import { regexpMatcher } from "./regexp-matcher"
import { subqueryGap } from "./subquery-gap"
import { summaryChoice } from "./summary-choice"
import { summaryQuantile } from "./summary-quantile"
import { templateQuery } from "./template-query"
import { templateSyntax } from "./template-syntax"
import { unitDoubt } from "./unit-doubt"
import { unitMismatch } from "./unit-mismatch"
import { unitThreshold } from "./unit-threshold"
import { vectorMatching } from "./vector-matching"

/** Every check on rules and queries: what `lint` runs on any file, and `validate` on entries. */
export const ruleChecks: readonly RuleCheck[] = [
  promqlSyntax,
  metricKnown,
  labelKnown,
  labelValue,
  annotationLabel,
  legendLabel,
  impossibleComparison,
  constantComparison,
  alertComparison,
  absentMatcher,
  absentArgument,
  alertName,
  alertSeverity,
  recordingName,
  regexpMatcher,
  fragileAlert,
  recordingDependency,
  alertFor,
  vectorMatching,
  joinLabel,
  divisionByZero,
  templateSyntax,
  templateQuery,
  labelTemplateValue,
  nanAggregation,
  alertAnnotations,
  counterRate,
  counterThreshold,
  counterDifference,
  counterRatio,
  gaugeRate,
  rateOfSum,
  histogramQuantile,
  summaryQuantile,
  summaryChoice,
  rangeInterval,
  rangeMargin,
  subqueryGap,
  irateAlert,
  predictLinear,
  unitMismatch,
  unitThreshold,
  unitDoubt,
  panelUnit,
  annotationValue,
  annotationFormat,
]
