import { expect, test } from "vitest"
import { diffObjects } from "@/lib/cluster/diff"

const object = (rest: object, kind = "ConfigMap") => ({ apiVersion: "v1", kind, metadata: { name: "a" }, ...rest })

test.each([
  ["nothing", { data: { a: "1" } }, { data: { a: "1" } }, []],
  ["a changed field", { data: { a: "1" } }, { data: { a: "2" } }, [{ path: "data.a", before: "1", after: "2" }]],
  ["a new field", { data: {} }, { data: { a: "1" } }, [{ path: "data.a", after: "1" }]],
  ["a field that goes", { data: { a: "1" } }, { data: {} }, [{ path: "data.a", before: "1" }]],
  [
    "a key with dots",
    { data: { "a.b/c": 1 } },
    { data: { "a.b/c": 2 } },
    [{ path: 'data["a.b/c"]', before: 1, after: 2 }],
  ],
  [
    "one more container",
    { c: [{ name: "a" }] },
    { c: [{ name: "b" }, { name: "a" }] },
    [{ path: "c[name=b]", after: { name: "b" } }],
  ],
  [
    "a rule by its alert",
    { r: [{ alert: "A", expr: "1" }] },
    { r: [{ alert: "A", expr: "2" }] },
    [{ path: "r[alert=A].expr", before: "1", after: "2" }],
  ],
  ["a list of words", { v: ["get"] }, { v: ["get", "list"] }, [{ path: "v", before: ["get"], after: ["get", "list"] }]],
  ["items without a name", { l: [{ x: 1 }] }, { l: [{ x: 2 }] }, [{ path: "l[0].x", before: 1, after: 2 }]],
  [
    "items whose names repeat",
    {
      l: [
        { name: "a", x: 1 },
        { name: "a", x: 2 },
      ],
    },
    {
      l: [
        { name: "a", x: 1 },
        { name: "a", x: 3 },
      ],
    },
    [{ path: "l[1].x", before: 2, after: 3 }],
  ],
  [
    "only another order",
    { l: [{ name: "a" }, { name: "b" }] },
    { l: [{ name: "b" }, { name: "a" }] },
    [{ path: "l", before: [{ name: "a" }, { name: "b" }], after: [{ name: "b" }, { name: "a" }] }],
  ],
  ["status", { status: { a: 1 } }, { status: { a: 2 } }, []],
  ["an empty list that gets items", { l: [] }, { l: [{ name: "a" }] }, [{ path: "l[name=a]", after: { name: "a" } }]],
  ["another type", { v: "1" }, { v: { a: 1 } }, [{ path: "v", before: "1", after: { a: 1 } }]],
])("the difference of %s", (_, before, after, changes) => {
  expect(diffObjects(object(before), object(after))).toEqual(changes)
})

test("bookkeeping of the API server is no difference", () => {
  const metadata = {
    name: "a",
    uid: "1",
    resourceVersion: "1",
    generation: 1,
    creationTimestamp: "x",
    managedFields: [{}],
  }
  expect(diffObjects({ ...object({}), metadata }, object({}))).toEqual([])
})

test("values of Secrets are hidden everywhere, names of their keys are not", () => {
  const annotations = { "kubectl.kubernetes.io/last-applied-configuration": '{"data":{"password":"c2VjcmV0"}}' }
  const before = {
    ...object({ data: { password: "c2VjcmV0" }, type: "a" }, "Secret"),
    metadata: { name: "a", annotations },
  }
  const after = object({ data: { password: "bmV3", more: "eA==" }, stringData: "plain", type: "b" }, "Secret")
  const changes = diffObjects(before, after)
  expect(changes).toEqual(
    expect.arrayContaining([
      { path: "data.password", before: "***", after: "***" },
      { path: "data.more", after: "***" },
      { path: "stringData", after: "***" },
      { path: "type", before: "a", after: "b" },
    ]),
  )
  expect(JSON.stringify(changes)).not.toMatch(/c2VjcmV0|bmV3|eA==|plain/)
})
