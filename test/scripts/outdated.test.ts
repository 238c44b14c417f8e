import { expect, test } from "vitest"
import { latestRelease } from "@/lib/adapters/github-releases"
import { versionOfTag } from "@/lib/contribute/versions"
import { FIXTURES } from "@/test/support/demo"
import { run } from "./run"

const answering = (status: number, body: unknown) =>
  (async () => Response.json(body, { status })) as typeof globalThis.fetch
const RELEASE = { tag_name: "v1.9.0", html_url: "https://github.com/o/r/releases/tag/v1.9.0" }

test.each([
  ["v1.90.0", "1.90.0"],
  ["1.2", "1.2"],
  ["exporter/v2.0.1", "2.0.1"],
  ["v1.0.0-rc.1", undefined],
  ["nightly", undefined],
])("the version of the tag %s is %s", (tag, version) => expect(versionOfTag(tag)).toBe(version))

test("the newest release of a project", async () => {
  const found = await latestRelease("https://github.com/o/r", {}, answering(200, RELEASE))
  expect(found).toEqual({ tag: "v1.9.0", url: RELEASE.html_url })
  expect(await latestRelease("https://github.com/o/r", {}, answering(404, {}))).toBeUndefined()
  expect(await latestRelease("https://gitlab.com/o/r", {}, answering(200, RELEASE))).toBeUndefined()
})

test.each([
  [500, RELEASE],
  [200, { tag_name: 1 }],
])("an answer %i %j is the outside world's failure", async (status, body) => {
  await expect(latestRelease("https://github.com/o/r", {}, answering(status, body))).rejects.toMatchObject({
    code: "upstream",
  })
})

test("an entry whose source is not on GitHub is never outdated", async () => {
  expect(await run("outdated", "--catalog", FIXTURES, "--json")).toMatchObject({
    code: 0,
    out: '{\n  "outdated": []\n}',
  })
})
