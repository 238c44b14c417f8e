import type { Entry } from "@/lib/catalog/entry"

/** What the exporter may do beyond what any pod may, in one sentence. */
export function privilegeWords({ deploy: { privileges, rbac, workload } }: Pick<Entry, "deploy">): string {
  if (workload === "none") return "Those of the software itself"
  const parts = [
    ...(privileges?.hostNetwork ? ["the host's network"] : []),
    ...(privileges?.hostPID ? ["the host's processes"] : []),
    ...(privileges?.capabilities ?? []).map((name) => `the capability ${name}`),
    ...(privileges?.hostPaths ?? []).map(({ path }) => `the host's ${path}`),
    ...(rbac ? [`the Kubernetes API, in ${rbac.scope === "cluster" ? "the whole cluster" : "its namespace"}`] : []),
  ]
  if (parts.length === 0) return "None beyond the restricted pod security standard"
  return `${parts.join(", ")}${privileges ? `. ${privileges.reason}` : ""}`
}
