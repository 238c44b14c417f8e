import { alertAnnotations } from "./alert-annotations"
import { alertRunbook } from "./alert-runbook"
import { alertTested } from "./alert-tested"
import { annotationLabel } from "./annotation-label"
import { captureVersion } from "./capture-version"
import type { Check } from "./check"
import { duplicateName } from "./duplicate-name"
import { labelKnown } from "./label-known"
import { legendLabel } from "./legend-label"
import { metricKnown } from "./metric-known"
import { parameterReference } from "./parameter-reference"
import { promqlSyntax } from "./promql-syntax"
import { workloadImage } from "./workload-image"

/** Every check on an entry. */
export const checks: readonly Check[] = [
  promqlSyntax,
  metricKnown,
  labelKnown,
  annotationLabel,
  legendLabel,
  alertAnnotations,
  alertRunbook,
  alertTested,
  duplicateName,
  parameterReference,
  captureVersion,
  workloadImage,
]
