import { expect, test } from "vitest"
import { withoutField, withoutKept } from "@/lib/cluster/kept-field"

const OBJECT = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a", labels: { "app.kubernetes.io/name": "a", app: "b" } },
  spec: {
    replicas: 1,
    args: ["x", "y]"],
    containers: [
      { name: "one", image: "i:1", ports: [{ containerPort: 1, protocol: "TCP" }] },
      { name: "tw]o", image: "i:2" },
    ],
  },
}

const without = (path: string) => JSON.stringify(withoutField(OBJECT, path))
const replaced = (from: string, to: string) => JSON.stringify(OBJECT).replace(from, to)

test.each([
  [".spec.replicas", replaced('"replicas":1,', "")],
  [".metadata.labels.app.kubernetes.io/name", replaced('"app.kubernetes.io/name":"a",', "")],
  ['.spec.containers[name="one"].image', replaced('"image":"i:1",', "")],
  ['.spec.containers[name="tw]o"].image', replaced(',"image":"i:2"', "")],
  [
    '.spec.containers[name="one"].ports[containerPort=1,protocol="TCP"]',
    replaced('{"containerPort":1,"protocol":"TCP"}', ""),
  ],
  ['.spec.args[="y]"]', replaced(',"y]"', "")],
  [".spec.args[0]", replaced('"x",', "")],
])("withoutField(%j) takes exactly that away", (path, expected) => {
  // Keys come out in another order; what is in them counts.
  expect(JSON.parse(without(path))).toEqual(JSON.parse(expected))
})

test.each([
  ".spec.nosuch",
  '.spec.containers[name="three"].image',
  ".spec.replicas.deeper",
  "spec.replicas",
  ".spec.args[9]",
])("withoutField(%j) finds nothing", (path) => expect(withoutField(OBJECT, path)).toBeUndefined())

test("only the fields of the same object are left to others", () => {
  const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: "n", name: "a" }
  const kept = [
    { ref: { ...ref, name: "b" }, field: ".spec.args", manager: "m" },
    { ref: { ...ref, apiVersion: "apps/v1beta1" }, field: ".spec.replicas", manager: "m" },
  ]
  const { spec } = withoutKept(OBJECT, ref, kept)
  expect(Object.keys(spec as object)).toEqual(["args", "containers"])
})
