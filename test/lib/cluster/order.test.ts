import { expect, test } from "vitest"
import { isKept, waves } from "@/lib/cluster/order"

const kind = (apiVersion: string, name: string) => ({ apiVersion, kind: name })

test("objects come after what they need", () => {
  const objects = [
    kind("monitoring.coreos.com/v1", "PrometheusRule"),
    kind("apps/v1", "DaemonSet"),
    kind("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
    kind("v1", "Service"),
    kind("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
    kind("rbac.authorization.k8s.io/v1", "ClusterRole"),
    kind("v1", "ServiceAccount"),
    kind("v1", "Namespace"),
  ]
  expect(waves(objects, (object) => object).map((wave) => wave.map((object) => object.kind))).toEqual([
    ["Namespace"],
    ["CustomResourceDefinition"],
    ["ClusterRole", "ServiceAccount"],
    ["ClusterRoleBinding"],
    ["DaemonSet", "Service"],
    ["PrometheusRule"],
  ])
})

test("a kind is told from its namesake in another group", () => {
  const objects = [kind("serving.knative.dev/v1", "Service"), kind("v1", "Service")]
  expect(waves(objects, (object) => object).flat()[0]).toBe(objects[1])
})

test("what others may use stays", () => {
  expect(isKept(kind("v1", "Namespace"))).toBe(true)
  expect(isKept(kind("apiextensions.k8s.io/v1", "CustomResourceDefinition"))).toBe(true)
  expect(isKept(kind("v1", "ConfigMap"))).toBe(false)
})
