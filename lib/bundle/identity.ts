import type { BundleItem, BundleRequest } from "./bundle"
import type { KubeObject } from "./kube-object"

/** The label by which a Service and its pods carry the value of Prometheus' `job` label. */
export const JOB_LABEL = "exporterhub.io/job"

/** Name of an entry's objects: that of the install, and behind it the entry's id when the bundle has several. */
export function objectName(request: BundleRequest, item: BundleItem): string {
  return request.items.length === 1 ? request.name : `${request.name}-${item.entry.id}`
}

/** The labels that tell the pods of this install from all others; they never change, selectors are immutable. */
export function selectorLabels(request: BundleRequest, item: BundleItem): Record<string, string> {
  return { "app.kubernetes.io/name": item.entry.id, "app.kubernetes.io/instance": objectName(request, item) }
}

/** Labels of every object of an entry. */
export function objectLabels(request: BundleRequest, item: BundleItem): Record<string, string> {
  const version = item.entry.versions[0]?.version
  return {
    ...selectorLabels(request, item),
    ...(version === undefined ? {} : { "app.kubernetes.io/version": version }),
    "app.kubernetes.io/managed-by": "exporterhub",
    "exporterhub.io/entry": item.entry.id,
  }
}

/** An object of an entry with the usual metadata. */
export function objectOf(
  request: BundleRequest,
  item: BundleItem,
  head: {
    apiVersion: string
    kind: string
    name?: string
    labels?: Readonly<Record<string, string>>
    clusterScoped?: boolean
  },
  body: Readonly<Record<string, unknown>>,
): KubeObject {
  return {
    apiVersion: head.apiVersion,
    kind: head.kind,
    metadata: {
      name: head.name ?? objectName(request, item),
      ...(head.clusterScoped ? {} : { namespace: request.namespace }),
      labels: { ...objectLabels(request, item), ...head.labels },
    },
    ...body,
  }
}
