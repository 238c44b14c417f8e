import type { LiveObject } from "../client"

const MANAGERS: Readonly<Record<string, { tool: string; target: string }>> = {
  "argocd-controller": { tool: "Argo CD", target: "argocd" },
  "argocd-application-controller": { tool: "Argo CD", target: "argocd" },
  "kustomize-controller": { tool: "Flux", target: "flux" },
  "helm-controller": { tool: "Flux", target: "flux" },
}

/** The GitOps tool that an object belongs to, with the target of ours that goes through it. */
export interface GitOpsOwner {
  tool: string
  /** Such as "application shop"; "" when only the manager of its fields is known. */
  name: string
  target: string
}

/** Who keeps an object as it is in Git; undefined when no GitOps tool left a mark on it. */
export function gitOpsOwner({ metadata }: LiveObject): GitOpsOwner | undefined {
  const { annotations = {}, labels = {}, managedFields = [] } = metadata
  const argo = annotations["argocd.argoproj.io/tracking-id"]?.split(":")[0] ?? labels["argocd.argoproj.io/instance"]
  if (argo !== undefined) return { tool: "Argo CD", name: `application ${argo}`, target: "argocd" }
  const flux = labels["kustomize.toolkit.fluxcd.io/name"]
  if (flux !== undefined) return { tool: "Flux", name: `kustomization ${flux}`, target: "flux" }
  const release = labels["helm.toolkit.fluxcd.io/name"]
  if (release !== undefined) return { tool: "Flux", name: `Helm release ${release}`, target: "flux" }
  for (const { manager = "" } of managedFields) {
    const known = MANAGERS[manager]
    if (known) return { ...known, name: "" }
  }
  return undefined
}
