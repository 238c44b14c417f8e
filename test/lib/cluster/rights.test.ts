import { expect, test } from "vitest"
import type { ClusterClient, Right, RightRules } from "@/lib/cluster/client"
import { missingRights, rolesFor } from "@/lib/cluster/rights"

const right = (verb: string, group: string, resource: string, namespace?: string): Right => ({
  verb,
  group,
  resource,
  namespace,
})

function clusterWith(rules: RightRules, allowed: (right: Right) => boolean) {
  const asked: Right[] = []
  const client = {
    rights: async () => rules,
    may: async (wanted: Right) => {
      asked.push(wanted)
      return allowed(wanted)
    },
  } as unknown as ClusterClient
  return { client, asked }
}

test("what the rules of the namespace grant is not asked for again", async () => {
  const rules = {
    incomplete: false,
    rules: [
      { verbs: ["*"], groups: ["apps"], resources: ["*"] },
      { verbs: ["get"], groups: [""], resources: ["secrets"] },
    ],
  }
  const { client, asked } = clusterWith(rules, ({ verb }) => verb === "list")
  const wanted = [
    right("get", "apps", "deployments", "a"),
    right("get", "", "secrets", "a"),
    right("get", "", "secrets", "a"),
    right("list", "", "secrets", "a"),
    right("delete", "", "secrets", "a"),
  ]
  expect(await missingRights(client, wanted)).toEqual([right("delete", "", "secrets", "a")])
  expect(asked.map(({ verb }) => verb)).toEqual(["list", "delete"])
})

test("rules that are incomplete, and rights in the whole cluster, are asked for", async () => {
  const { client, asked } = clusterWith(
    { incomplete: true, rules: [{ verbs: ["*"], groups: ["*"], resources: ["*"] }] },
    () => true,
  )
  expect(await missingRights(client, [right("get", "", "secrets", "a"), right("create", "", "namespaces")])).toEqual([])
  expect(asked).toHaveLength(2)
})

test("roles group what is alike, and keep namespaces apart", () => {
  const roles = rolesFor(
    [
      right("create", "", "services", "a"),
      right("get", "", "services", "a"),
      right("get", "", "configmaps", "a"),
      right("create", "", "configmaps", "a"),
      right("get", "apps", "deployments", "a"),
      right("create", "", "namespaces"),
      right("get", "", "secrets", "b"),
    ],
    "hub",
  )
  expect(roles.map(({ kind, metadata, rules }) => [kind, metadata.namespace, rules])).toEqual([
    ["ClusterRole", undefined, [{ apiGroups: [""], resources: ["namespaces"], verbs: ["create"] }]],
    [
      "Role",
      "a",
      [
        { apiGroups: [""], resources: ["configmaps", "services"], verbs: ["get", "create"] },
        { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] },
      ],
    ],
    ["Role", "b", [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }]],
  ])
})
