import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { beforeAll, describe, expect, test, vi } from "vitest"

vi.mock("server-only", () => ({}))

import { GET as download } from "@/app/api/bundle/download/route"
import { GET as bundle } from "@/app/api/bundle/route"
import { bundleCommand, bundleOf, bundleSearch, readBundleQuery } from "@/app/bundle-query"
import TargetPage from "@/app/docs/targets/[target]/page"
import { GUIDES } from "@/app/docs/targets/guides"
import { Files } from "@/app/entries/[id]/install/files"
import { Form } from "@/app/entries/[id]/install/form"
import { preview } from "@/app/entries/[id]/install/preview"
import { catalog } from "@/app/server"
import { targets } from "@/lib/bundle/all"
import { buildBundle } from "@/lib/bundle/build"
import type { Entry } from "@/lib/catalog/entry"

const IDS = targets.map(({ id }) => id)
const SOURCE = "o.sourceUrl=https%3A%2F%2Fgit.example.com%2Fa.git"
const query = (target: string) => `entry=redis-exporter&p.address=redis%3A%2F%2Fdb%3A6379&target=${target}&${SOURCE}`
const at = (path: string) => new Request(`http://127.0.0.1:3000${path}`)

let entry: Entry
beforeAll(async () => {
  const found = (await catalog()).byId.get("redis-exporter")
  if (!found) throw new Error("no redis-exporter")
  entry = found
})

describe.each(IDS)("%s", (id) => {
  test("has a page with the commands that make the files and apply them", async () => {
    expect(GUIDES[id]).toBeDefined()
    const page = await TargetPage({ params: Promise.resolve({ target: id }), searchParams: Promise.resolve({}) })
    const text = renderToStaticMarkup(page).replaceAll("&#x27;", "'").replaceAll("&amp;", "&")
    expect(text).toContain("npx exporterhub bundle redis-exporter")
    expect(text).toContain(`--target ${id}`)
    const { request } = bundleOf(entry, readBundleQuery(entry, new URLSearchParams({ target: id })), { examples: true })
    const { archive } = buildBundle(id, request)
    const usage = targets
      .find((target) => target.id === id)
      ?.usage(archive ? `bundle/${archive.name}` : "bundle", request)
    expect(text).toContain(usage)
  })

  test("the builder has a field for each option, the way to download, and the command to go on with", async () => {
    const read = readBundleQuery(entry, new URLSearchParams(query(id)))
    const shown = preview(entry, read)
    const form = renderToStaticMarkup(createElement(Form, { entry, query: read, faults: shown.faults }))
    for (const option of targets.find((target) => target.id === id)?.options ?? [])
      expect(form).toContain(`name="o.${option.name}"`)
    expect(form).toMatch(new RegExp(`<input type="radio" name="target"[^>]*checked=""[^>]*value="${id}"`))
    const files = renderToStaticMarkup(createElement(Files, { entry, query: read, shown }))
    const { archive } = bundleOf(entry, read).bundle
    expect(files.includes("format=archive")).toBe(archive !== undefined)
    if (archive) expect(files).toContain(`Download ${archive.name}`)
    const usage = targets
      .find((target) => target.id === id)
      ?.usage(archive ? `bundle/${archive.name}` : "bundle", {
        ...bundleOf(entry, read).request,
      })
    expect(files.replaceAll("&#x27;", "'").replaceAll("&amp;", "&")).toContain(usage)
  })

  test("its download is what the library renders, under its digest", async () => {
    const { digest, usage } = await (await bundle(at(`/api/bundle?${query(id)}`))).json()
    expect(usage).toContain("bundle")
    const response = await download(at(`/api/bundle/download?${query(id)}&digest=${digest}`))
    expect([response.status, response.headers.get("x-bundle-digest")]).toEqual([200, digest])
    const read = readBundleQuery(entry, new URLSearchParams(query(id)))
    const { archive, files } = bundleOf(entry, read).bundle
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (archive) {
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${archive.name}"`)
      expect(bytes).toEqual(archive.bytes)
    } else if (files.length === 1) expect(new TextDecoder().decode(bytes)).toBe(files[0]?.content)
    else expect([...bytes.slice(0, 2)]).toEqual([0x50, 0x4b])
  })
})

test("options of the target stand in the link and in the command; those of another are passed over", () => {
  const params = new URLSearchParams(`${query("flux")}&o.sourceRevision=release&o.chartVersion=9.9.9&o.nope=x`)
  const read = readBundleQuery(entry, params)
  expect(read.options).toEqual({ sourceUrl: "https://git.example.com/a.git", sourceRevision: "release" })
  expect(readBundleQuery(entry, bundleSearch(entry, read))).toEqual(read)
  expect(bundleCommand(entry, read, "bundle", undefined)).toContain(
    "--source-url https://git.example.com/a.git \\\n  --source-revision release",
  )
})

test("a list option takes commas and lines", () => {
  const params = new URLSearchParams([
    ["target", "perses"],
    ["o.persesSelector", "a=b, c=d\n e=f"],
  ])
  expect(readBundleQuery(entry, params).options).toEqual({ persesSelector: ["a=b", "c=d", "e=f"] })
})

test("a source that is missing is open, a wrong one is a fault of its field", () => {
  const open = preview(entry, readBundleQuery(entry, new URLSearchParams("p.address=redis://db:6379&target=argocd")))
  expect([open.open, open.faults, open.bundle?.target]).toEqual([["sourceUrl"], [], "argocd"])
  const wrong = preview(entry, readBundleQuery(entry, new URLSearchParams("target=argocd&o.sourceUrl=git@x:y")))
  expect(wrong.faults.map(({ field }) => field)).toEqual(["sourceUrl"])
})

test.each(["operator", "prometheus"])("%s has no archive to ask for", async (target) => {
  expect((await download(at(`/api/bundle/download?${query(target)}&format=archive`))).status).toBe(400)
})
