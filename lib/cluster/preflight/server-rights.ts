import { toYaml } from "@/lib/bundle/yaml"
import type { ClusterClient, ResourceType } from "../client"
import { field, textAt } from "../field"
import { fix, item, type PreflightItem } from "./item"
import { unlessForbidden } from "./look"
import { type Server, serverText } from "./servers"

const REVIEW: ResourceType = {
  group: "authorization.k8s.io",
  version: "v1",
  kind: "SubjectAccessReview",
  plural: "subjectaccessreviews",
  namespaced: false,
}

/** What a Prometheus lists to find the targets of a monitor, by the kind of monitor and its role of discovery. */
function needs(server: Server, kinds: ReadonlySet<string>): { group: string; resource: string }[] {
  const slices = textAt(server.spec, "serviceDiscoveryRole") === "EndpointSlice"
  const core = (resource: string) => ({ group: "", resource })
  const endpoints = slices ? { group: "discovery.k8s.io", resource: "endpointslices" } : core("endpoints")
  return [
    ...(kinds.has("ServiceMonitor") || kinds.has("PodMonitor") ? [core("pods")] : []),
    ...(kinds.has("ServiceMonitor") ? [core("services"), endpoints] : []),
  ]
}

/**
 * Whether the ServiceAccount of a server may discover targets in the namespace. Without that right it is told to scrape
 * and finds nothing. Asking about others needs the right to create SubjectAccessReviews.
 */
export async function serverRights(
  client: ClusterClient,
  server: Server,
  monitorKinds: ReadonlySet<string>,
  namespace: string,
): Promise<PreflightItem[]> {
  const wanted = needs(server, monitorKinds)
  if (wanted.length === 0) return []
  const answers = await unlessForbidden(
    Promise.all(wanted.map((right) => allowed(client, server.account, namespace, right))),
  )
  const [, , owner, account] = server.account.split(":")
  const who = `ServiceAccount ${owner}/${account} of ${serverText(server)}`
  if (!answers)
    return [
      item(
        "discovery-rights",
        "unknown",
        `Whether ${who} may find targets in ${namespace} is unknown: needs create subjectaccessreviews.authorization.k8s.io`,
      ),
    ]
  const missing = wanted.filter((_, i) => !answers[i])
  if (missing.length === 0) return [item("discovery-rights", "ok", `${who} may find targets in ${namespace}`)]
  const list = missing.map(({ resource }) => resource).join(", ")
  return [
    item(
      "discovery-rights",
      "error",
      `${who} may not list ${list} in ${namespace}, so it finds no target there`,
      fix("Grant it", grant(server, namespace, wanted)),
    ),
  ]
}

async function allowed(
  client: ClusterClient,
  user: string,
  namespace: string,
  { group, resource }: { group: string; resource: string },
): Promise<boolean> {
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${user.split(":")[2]}`, "system:authenticated"]
  const answer = await client.create(REVIEW, {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    metadata: { name: "" }, // a review has no name, and one that is empty is none
    spec: { user, groups, resourceAttributes: { verb: "list", group, resource, namespace } },
  })
  return field(answer, "status", "allowed") === true
}

function grant(server: Server, namespace: string, wanted: readonly { group: string; resource: string }[]): string {
  const apiVersion = "rbac.authorization.k8s.io/v1"
  const metadata = { name: `prometheus-${server.name}`, namespace }
  const [, , accountNamespace = "", account = ""] = server.account.split(":")
  const verbs = ["get", "list", "watch"]
  const rules = [...new Set(wanted.map(({ group }) => group))].map((group) => ({
    apiGroups: [group],
    resources: wanted.filter((right) => right.group === group).map(({ resource }) => resource),
    verbs,
  }))
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name }
  const subjects = [{ kind: "ServiceAccount", name: account, namespace: accountNamespace }]
  return [
    toYaml({ apiVersion, kind: "Role", metadata, rules }),
    toYaml({ apiVersion, kind: "RoleBinding", metadata, roleRef, subjects }),
  ].join("---\n")
}
