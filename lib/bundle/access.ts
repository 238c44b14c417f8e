import type { BundleItem, BundleRequest } from "./bundle"
import { objectName, objectOf, selectorLabels } from "./identity"
import type { KubeObject } from "./kube-object"
import { METRICS_PORT } from "./workload"

/** ServiceAccount, role and binding of an exporter that reads the Kubernetes API; none for the others. */
export function rbac(request: BundleRequest, item: BundleItem): KubeObject[] {
  const { rbac: rights } = item.entry.deploy
  if (!rights) return []
  const cluster = rights.scope === "cluster"
  const apiVersion = "rbac.authorization.k8s.io/v1"
  // Cluster-scoped names are shared by all namespaces, so they carry theirs.
  const name = cluster ? `${request.namespace}-${objectName(request, item)}` : objectName(request, item)
  const account = objectName(request, item)
  const role = cluster ? "ClusterRole" : "Role"
  return [
    objectOf(request, item, { apiVersion: "v1", kind: "ServiceAccount" }, {}),
    objectOf(request, item, { apiVersion, kind: role, name, clusterScoped: cluster }, { rules: rights.rules }),
    objectOf(
      request,
      item,
      { apiVersion, kind: `${role}Binding`, name, clusterScoped: cluster },
      {
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: role, name },
        subjects: [{ kind: "ServiceAccount", name: account, namespace: request.namespace }],
      },
    ),
  ]
}

/**
 * Lets pods of the cluster reach the metrics port, and nothing else. Undefined for exporters on the host's network, to
 * which policies do not apply.
 */
export function networkPolicy(request: BundleRequest, item: BundleItem): KubeObject | undefined {
  const { deploy } = item.entry
  if (deploy.workload === "none" || deploy.privileges?.hostNetwork) return undefined
  return objectOf(
    request,
    item,
    { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
    {
      spec: {
        podSelector: { matchLabels: selectorLabels(request, item) },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: METRICS_PORT, protocol: "TCP" }] }],
      },
    },
  )
}
