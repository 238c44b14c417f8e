import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { expect, test } from "vitest"
import { documentedEndpoints } from "@/lib/api/all"
import { openApi, TAGS } from "@/lib/api/openapi"
import { CLOSED } from "../../support/api"
import { OPENAPI } from "./openapi-schema"

type Json = Record<string, any>

const document = openApi({ siteUrl: "https://hub.example.org", version: "1.2.3" }) as Json
const operations: [string, Json][] = Object.entries(document.paths).map(([path, item]) => [path, (item as Json).get])

/** Every object anywhere in a value, with the keys that lead to it. */
function* objectsIn(value: unknown, at = "#"): Generator<[string, Json]> {
  if (typeof value !== "object" || value === null) return
  yield [at, value as Json]
  for (const [key, child] of Object.entries(value)) yield* objectsIn(child, `${at}/${key}`)
}

test("the document has the form of OpenAPI 3.1", () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true })
  addFormats.default(ajv)
  const validate = ajv.compile(OPENAPI)
  expect(validate(document) ? [] : validate.errors).toEqual([])
  // The check is one that can fail.
  for (const broken of [
    { ...document, openapi: "3.0.0" },
    { ...document, info: { title: "x" } },
    { ...document, paths: { entries: {} } },
    { ...document, paths: { "/x": { get: { responses: {} } } } },
    { ...document, paths: { "/x": { get: { responses: { "200": {} } } } } },
    { ...document, extra: 1 },
  ])
    expect(validate(broken)).toBe(false)
})

test("its schemas are valid JSON Schemas of draft 2020-12, in strict mode", () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, allErrors: true })
  addFormats.default(ajv)
  const at = (name: string): string => `https://hub.example.org/${name}`
  const text = JSON.stringify(document.components.schemas).replace(/#\/components\/schemas\//g, at(""))
  for (const [name, schema] of Object.entries(JSON.parse(text))) ajv.addSchema(schema as Json, at(name))
  for (const name of Object.keys(document.components.schemas))
    expect(() => ajv.compile({ $ref: at(name) }), name).not.toThrow()
})

test("every reference leads somewhere, and every schema is used", () => {
  const names = Object.keys(document.components.schemas)
  const used = new Set<string>()
  for (const [at, object] of objectsIn(document)) {
    if (typeof object.$ref !== "string") continue
    const name = /^#\/components\/schemas\/(\w+)$/.exec(object.$ref)?.[1] ?? ""
    expect(names, `${at} refers to ${object.$ref}`).toContain(name)
    used.add(name)
  }
  expect(names.filter((name) => !used.has(name))).toEqual([])
})

test("operations have ids of their own, a known tag, and the parameters that their paths name", () => {
  const ids = operations.map(([, { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(documentedEndpoints.map(({ id }) => id))
  for (const [path, operation] of operations) {
    expect(TAGS.map(({ name }) => name)).toContain(operation.tags[0])
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = (operation.parameters ?? []).filter((one: Json) => one.in === "path").map((one: Json) => one.name)
    expect(declared, path).toEqual(named)
    for (const one of operation.parameters ?? []) expect(one.description, `${path} ${one.name}`).toMatch(/\w/)
  }
})

test("no path could be mistaken for another one", () => {
  const shapes = operations.map(([path]) => path.replace(/\{\w+\}/g, "{}"))
  expect(new Set(shapes).size).toBe(shapes.length)
})

test("clients have to expect new keys; the tests' own form of it forbids them", () => {
  const closed = (value: unknown) =>
    [...objectsIn(value)].filter(([, { additionalProperties }]) => additionalProperties === false)
  expect(closed(document.components)).toEqual([])
  expect(closed(CLOSED.components).length).toBeGreaterThan(40)
})

test("it names the hub that it is for", () => {
  expect(document.servers).toEqual([{ url: "https://hub.example.org/api/v1" }])
  expect(document.info.version).toBe("1.2.3")
})
