import { airgap } from "./airgap"
import { argocd } from "./argocd"
import type { Target } from "./bundle"
import { flux } from "./flux"
import { gmp } from "./gmp"
import { grafanaOperator } from "./grafana-operator"
import { helm } from "./helm"
import { kustomize } from "./kustomize"
import { mimir } from "./mimir"
import { operator } from "./operator"
import { perses } from "./perses"
import { prometheus } from "./prometheus"
import { victoriametrics } from "./victoriametrics"

/** Every output format of a bundle. */
export const targets: readonly Target[] = [
  operator,
  prometheus,
  helm,
  kustomize,
  flux,
  argocd,
  grafanaOperator,
  perses,
  victoriametrics,
  gmp,
  mimir,
  airgap,
]
