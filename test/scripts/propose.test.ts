import { execFile } from "node:child_process"
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { githubServer } from "@/test/support/github-server/server"

const ENTRY = "redis-exporter"
let folder: string
let hub: Awaited<ReturnType<typeof githubServer>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "propose-"))
  await cp(`catalog/${ENTRY}`, join(folder, ENTRY), { recursive: true })
  hub = await githubServer({ [`catalog/${ENTRY}/README.md`]: "# Old\n" })
})
afterAll(async () => {
  await hub.close()
  await rm(folder, { recursive: true })
})

function propose(token: string, ...flags: string[]): Promise<{ code: number; out: string; err: string }> {
  const args = ["scripts/bin.js", "propose", ENTRY, "--catalog", folder, "--repo", "o/hub", ...flags]
  const env = { ...process.env, GITHUB_API_URL: hub.url, GITHUB_TOKEN: token }
  return new Promise((resolve) => {
    const child = execFile("node", args, { env }, (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }))
  })
}

test("shows the changes, and without a login the pages of GitHub's editor", async () => {
  const { code, out, err } = await propose("")
  expect(code).toBe(0)
  expect(err).toContain(`--- a/catalog/${ENTRY}/README.md\n+++ b/catalog/${ENTRY}/README.md\n`)
  expect(err).toContain("-# Old\n")
  expect(out).toContain(
    `edit catalog/${ENTRY}/README.md\n  https://github.com/o/hub/edit/main/catalog/${ENTRY}/README.md\n`,
  )
  expect(out).toContain(
    `https://github.com/o/hub/new/main/catalog/${ENTRY}/runbooks?filename=RedisDown.md&value=---%0Aalert%3A`,
  )
  // Too long for an address.
  expect(out).toContain(`upload catalog/${ENTRY}/entry.yaml\n  https://github.com/o/hub/upload/main/catalog/${ENTRY}\n`)
  expect(hub.state.pulls).toEqual([])
}, 30_000)

test("opens the pull request with --yes, and nothing without", async () => {
  const { token } = hub.state
  expect(await propose(token)).toMatchObject({ code: 2, out: "" })
  expect(hub.state.pulls).toEqual([])
  const { code, out, err } = await propose(token, "--yes", "--json")
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ url: "https://github.example/o/hub/pull/1", outcome: "opened" })
  expect(out + err).not.toContain(token)
}, 60_000)

test("a token that is refused ends with 3, and the files stay", async () => {
  const before = await readFile(join(folder, ENTRY, "entry.yaml"), "utf8")
  const { code, err } = await propose("wrong", "--yes")
  expect(code).toBe(3)
  expect(err).toContain("error: GitHub refused the token: it is expired, revoked or mistyped")
  expect(await readFile(join(folder, ENTRY, "entry.yaml"), "utf8")).toBe(before)
}, 30_000)

test("errors keep it back", async () => {
  await writeFile(join(folder, ENTRY, "rules", "broken.yaml"), "groups: 1\n")
  const { code, err } = await propose(hub.state.token, "--yes")
  await rm(join(folder, ENTRY, "rules", "broken.yaml"))
  expect(code).toBe(2)
  expect(err).toMatch(/has \d+ errors?: redis-exporter\/rules\/broken\.yaml/)
}, 30_000)
