import { expect, test } from "vitest"
import { applySetId, installId, parseScope, scopeAnnotations, scopeOf, union } from "@/lib/cluster/apply-set"

// Computed by: printf '%s' 'exporterhub-redis.monitoring.Secret.' | openssl dgst -sha256 -binary | basenc --base64url
test("the id is the one of KEP-3659", () => {
  expect(installId({ name: "redis", namespace: "monitoring" })).toBe(ID)
  expect(applySetId({ name: "exporterhub-redis", namespace: "monitoring", kind: "Secret", group: "" })).toBe(ID)
  expect(ID).toMatch(/^[A-Za-z0-9][\w.-]{0,61}[A-Za-z0-9]$/) // must be a label's value
})

const ID = "applyset-RPt_-Oqt12buyZja1qGK5qvXWTZx55oUU8yk2718iEs-v1"

test("the scope of objects survives its annotations", () => {
  const object = (apiVersion: string, kind: string, namespace?: string) => ({
    apiVersion,
    kind,
    metadata: { name: "a", ...(namespace ? { namespace } : {}) },
  })
  const scope = scopeOf(
    [
      object("v1", "Service", "b"),
      object("apps/v1", "Deployment", "a"),
      object("apps/v1", "Deployment", "c"),
      object("rbac.authorization.k8s.io/v1", "ClusterRole"),
    ],
    "a",
  )
  expect(scope).toEqual({
    groupKinds: ["ClusterRole.rbac.authorization.k8s.io", "Deployment.apps", "Service"],
    namespaces: ["b", "c"],
  })
  expect(parseScope(scopeAnnotations(scope))).toEqual(scope)
  expect(parseScope({})).toEqual({ groupKinds: [], namespaces: [] })
  expect(union(scope, { groupKinds: ["Secret"], namespaces: ["c"] })).toEqual({
    groupKinds: [...scope.groupKinds.slice(0, 2), "Secret", "Service"],
    namespaces: ["b", "c"],
  })
})
