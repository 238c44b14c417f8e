import type { EntryCheck } from "@/lib/checks/check"
import { alertRunbook } from "./alert-runbook"
import { alertTested } from "./alert-tested"
import { captureVersion } from "./capture-version"
import { duplicateName } from "./duplicate-name"
import { parameterReference } from "./parameter-reference"
import { podPrivileges } from "./pod-privileges"
import { workloadImage } from "./workload-image"

/** Every check on an entry as a whole. */
export const entryChecks: readonly EntryCheck[] = [
  alertRunbook,
  alertTested,
  duplicateName,
  parameterReference,
  captureVersion,
  workloadImage,
  podPrivileges,
]
