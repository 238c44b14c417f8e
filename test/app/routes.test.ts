import { strFromU8, unzipSync } from "fflate"
import { beforeAll, describe, expect, test, vi } from "vitest"
import { FIXTURES } from "../support/demo"

vi.mock("server-only", () => ({}))
vi.hoisted(() => {
  process.env.EXPORTERHUB_CATALOG = new URL("../fixtures", import.meta.url).pathname
})

import { GET as download } from "@/app/api/bundle/download/route"
import { GET as bundle } from "@/app/api/bundle/route"
import { GET as entryRoute } from "@/app/api/entries/[id]/route"
import { GET as entries } from "@/app/api/entries/route"
import { GET as search } from "@/app/api/search/route"
import { GET as api } from "@/app/api/v1/[[...path]]/route"

const at = (path: string) => new Request(`http://127.0.0.1:3000${path}`)
const DEMO = "entry=demo-exporter&p.address=demo://x:7000"

beforeAll(() => expect(process.env.EXPORTERHUB_CATALOG).toBe(FIXTURES))

test("entries have moved to the API with a version in its path", async () => {
  expect([(await entries()).status, (await entries()).headers.get("location")]).toEqual([308, "/api/v1/entries"])
  const response = await entryRoute(at("/"), { params: Promise.resolve({ id: "demo exporter" }) })
  expect(response.headers.get("location")).toBe("/api/v1/entries/demo%20exporter")
})

test("search has moved there with its question", async () => {
  const response = search(at("/api/search?q=demo&type=alert&type=panel&limit=1"))
  expect(response.status).toBe(308)
  const location = response.headers.get("location") ?? ""
  expect(location).toBe("/api/v1/search?q=demo&type=alert&type=panel&limit=1")
  expect(await (await api(at(location))).json()).toMatchObject({ hits: [{ type: "alert" }] })
})

describe("bundle", () => {
  test("is the same for the same question", async () => {
    const [one, two] = await Promise.all([bundle(at(`/api/bundle?${DEMO}`)), bundle(at(`/api/bundle?${DEMO}`))])
    const made = await one.json()
    expect(made.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(made).toEqual(await two.json())
  })

  test("names refused fields", async () => {
    const response = await bundle(at("/api/bundle?entry=demo-exporter&p.address=http://x"))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ fields: [{ field: "address" }] })
  })

  test.each([
    ["entry=nope", 404],
    [`${DEMO}&target=nope`, 400],
    [`${DEMO}&namespace=No%20Way`, 400],
    [`${DEMO}&digest=sha256:0`, 409],
  ])("%s answers %i", async (query, status) => {
    expect((await bundle(at(`/api/bundle?${query}`))).status).toBe(status)
  })
})

describe("download", () => {
  test("is one YAML file for the operator", async () => {
    const response = await download(at(`/api/bundle/download?${DEMO}`))
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="demo-exporter.yaml"')
    expect(await response.text()).toContain("kind: PrometheusRule")
  })

  test("is a zip where there are several files, with the same bytes each time", async () => {
    const ask = async () =>
      new Uint8Array(await (await download(at(`/api/bundle/download?${DEMO}&target=prometheus`))).arrayBuffer())
    const [one, two] = [await ask(), await ask()]
    expect(one).toEqual(two)
    const files = unzipSync(one)
    expect(Object.keys(files)).toContain("prometheus.yml")
    expect(strFromU8(files["prometheus.yml"] ?? new Uint8Array())).toContain("job_name: demo")
  })

  test.each([
    [`${DEMO}&format=exe`, 400],
    [`${DEMO}&target=prometheus&format=yaml`, 400],
    [`${DEMO}&format=zip&digest=sha256:0`, 409],
  ])("%s answers %i", async (query, status) => {
    expect((await download(at(`/api/bundle/download?${query}`))).status).toBe(status)
  })
})
