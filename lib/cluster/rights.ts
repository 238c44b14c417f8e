import type { KubeObject } from "@/lib/bundle/kube-object"
import type { ClusterClient, Right, RightRules } from "./client"
import { groupBy } from "./group"
import type { Kinds } from "./kinds"
import { parallel } from "./parallel"
import { SECRETS } from "./parent"

/**
 * Those of the rights that the user does not have. The rules of a namespace come in one answer; only what they do not
 * grant (and what is not in a namespace) is asked one by one, because a webhook authorizer may grant more than it lists.
 */
export async function missingRights(client: ClusterClient, wanted: readonly Right[]): Promise<Right[]> {
  const distinct = [...new Map(wanted.map((right) => [rightKey(right), right])).values()]
  const namespaces = [...new Set(distinct.flatMap(({ namespace }) => namespace ?? []))]
  const rules = new Map(
    await parallel(
      namespaces,
      async (namespace): Promise<[string, RightRules]> => [namespace, await client.rights(namespace)],
    ),
  )
  const open = distinct.filter(({ namespace, ...right }) => !(namespace && grants(rules.get(namespace), right)))
  const answers = await parallel(open, (right) => client.may(right))
  return open.filter((_, i) => !answers[i])
}

function grants(rules: RightRules | undefined, { verb, group, resource }: Right): boolean {
  if (!rules || rules.incomplete) return false
  const has = (list: readonly string[], word: string) => list.includes("*") || list.includes(word)
  return rules.rules.some((rule) => has(rule.verbs, verb) && has(rule.groups, group) && has(rule.resources, resource))
}

function rightKey({ verb, group, resource, namespace }: Right): string {
  return [verb, group, resource, namespace ?? ""].join("|")
}

/** Roles that grant exactly these rights: one per namespace, and a ClusterRole for those in the whole cluster. */
export function rolesFor(rights: readonly Right[], name: string): KubeObject[] {
  const byNamespace = groupBy(rights, ({ namespace }) => namespace ?? "")
  return [...byNamespace]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, list]) => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: namespace === "" ? "ClusterRole" : "Role",
      metadata: { name, ...(namespace === "" ? {} : { namespace }) },
      rules: rulesFor(list),
    }))
}

interface Rule {
  apiGroups: string[]
  resources: string[]
  verbs: string[]
}

const VERBS = ["get", "list", "create", "patch", "update", "delete"]

/** Resources of one group that need the same verbs share a rule. */
function rulesFor(rights: readonly Right[]): Rule[] {
  const rules = new Map<string, Rule>()
  const byResource = groupBy(rights, ({ group, resource }) => `${group}/${resource}`)
  for (const [, list] of [...byResource].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const verbs = VERBS.filter((verb) => list.some((right) => right.verb === verb))
    const { group = "", resource = "" } = list[0] ?? {}
    const rule = rules.get(`${group}|${verbs}`) ?? { apiGroups: [group], resources: [], verbs }
    rule.resources.push(resource)
    rules.set(`${group}|${verbs}`, rule)
  }
  return [...rules.values()]
}

/** What planning, applying, rolling back and removing need. */
export function wantedRights(
  kinds: Kinds,
  members: readonly KubeObject[],
  namespace: string,
  createsNamespace: boolean,
): Right[] {
  const ofMembers = members.flatMap((member) => {
    const type = kinds.find(member)
    const place = type?.namespaced ? { namespace: member.metadata.namespace } : {}
    const verbs = ["get", "list", "create", "patch", "delete"]
    return type ? verbs.map((verb) => ({ verb, group: type.group, resource: type.plural, ...place })) : []
  })
  const verbs = ["get", "create", "update", "delete"]
  const ofParent = verbs.map((verb) => ({ verb, group: "", resource: SECRETS.plural, namespace }))
  const ofNamespace = createsNamespace ? [{ verb: "create", group: "", resource: "namespaces" }] : []
  return [...ofMembers, ...ofParent, ...ofNamespace]
}
