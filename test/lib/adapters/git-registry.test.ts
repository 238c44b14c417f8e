import { execFileSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { gitRegistry } from "@/lib/adapters/git-registry"
import { openRegistries } from "@/lib/adapters/registries"
import { parseRegistries } from "@/lib/catalog/registries"
import { type GitServer, gitServer } from "../../support/git-server"

const folder = mkdtempSync(join(tmpdir(), "exporterhub-registry-"))
const root = join(folder, "served")
const work = join(folder, "work")
let server: GitServer
let cache: string
let caches = 0

const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", "-C", cwd, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim()

function commit(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(work, path, ".."), { recursive: true })
    writeFileSync(join(work, path), text)
  }
  git(work, "add", "-A")
  git(work, "commit", "-qm", "change")
  git(work, "push", "-q", "--force", join(root, "r.git"), "HEAD:main")
  return git(work, "rev-parse", "HEAD")
}

beforeAll(async () => {
  mkdirSync(root, { recursive: true })
  mkdirSync(work)
  git(root, "init", "-q", "--bare", "-b", "main", "r.git")
  git(work, "init", "-q", "-b", "main")
  commit({ "catalog/a-exporter/entry.yaml": "one", "README.md": "x" })
  server = await gitServer(root)
})
beforeEach(() => {
  cache = join(folder, `cache-${caches++}`)
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const place = (url: string, ref?: string) => ({ kind: "git" as const, url, folder: "catalog", ...(ref ? { ref } : {}) })
const entry = (copy: { folder: string }) => readFileSync(join(copy.folder, "a-exporter/entry.yaml"), "utf8")

describe("a registry over HTTP", () => {
  test("is copied once and followed from then on, also when its history is rewritten", async () => {
    const first = commit({ "catalog/a-exporter/entry.yaml": "first" })
    const one = await gitRegistry(place(`${server.url}/r.git`), { cache })
    expect([one.commit, entry(one), one.stale]).toEqual([first, "first", undefined])

    const again = await gitRegistry(place(`${server.url}/r.git`), { cache })
    expect(again.folder).toBe(one.folder)

    git(work, "checkout", "-q", "--orphan", "other")
    const second = commit({ "catalog/a-exporter/entry.yaml": "second" })
    const two = await gitRegistry(place(`${server.url}/r.git`), { cache })
    expect([two.commit, entry(two)]).toEqual([second, "second"])
    // Whoever still reads the copy before is not disturbed.
    expect(entry(one)).toBe("first")
  })

  test("a tag and a commit are refs as well", async () => {
    const old = commit({ "catalog/a-exporter/entry.yaml": "tagged" })
    git(work, "tag", "v1")
    git(work, "push", "-q", join(root, "r.git"), "v1")
    commit({ "catalog/a-exporter/entry.yaml": "newer" })
    expect(entry(await gitRegistry(place(`${server.url}/r.git`, "v1"), { cache }))).toBe("tagged")
    expect(entry(await gitRegistry(place(`${server.url}/r.git`, old), { cache }))).toBe("tagged")
    expect(entry(await gitRegistry(place(`${server.url}/r.git`), { cache }))).toBe("newer")
  })

  test("when it does not answer, the last copy is used and says so", async () => {
    const other = await gitServer(root)
    const one = await gitRegistry(place(`${other.url}/r.git`), { cache })
    await other.close()
    const two = await gitRegistry(place(`${other.url}/r.git`), { cache })
    expect([two.folder, two.commit, two.fetchedAt]).toEqual([one.folder, one.commit, one.fetchedAt])
    expect(two.stale?.code).toBe("unreachable")
    expect(two.stale?.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/r\.git could not be fetched: /)
  })

  test("two at once do not disturb each other", async () => {
    const copies = await Promise.all([1, 2, 3].map(() => gitRegistry(place(`${server.url}/r.git`), { cache })))
    expect(new Set(copies.map(entry)).size).toBe(1)
    expect(readdirSync(join(copies[0]?.folder ?? "", "../..")).filter((name) => name.startsWith("new-"))).toEqual([])
  })
})

describe("what goes wrong is said", () => {
  test.each([
    ["/nothing.git", undefined, "not-found", /^There is no Git repository at http:/],
    ["/r.git", "nowhere", "not-found", /r\.git has no branch, tag or commit nowhere$/],
  ])("%s#%s", async (path, ref, code, message) => {
    const error = await gitRegistry(place(server.url + path, ref), { cache }).catch((reason) => reason)
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)])
  })

  test("a folder that is not there", async () => {
    const missing = { kind: "git" as const, url: `${server.url}/r.git`, folder: "nowhere" }
    await expect(gitRegistry(missing, { cache })).rejects.toThrow(/has no folder nowhere at [0-9a-f]{12}$/)
  })

  test("a login is never asked for, and never shown", async () => {
    const closed = await gitServer(root, "me:right")
    const address = closed.url.replace("http://", "")
    const wrong = await gitRegistry(place(`http://me:wrong@${address}/r.git`), { cache }).catch((reason) => reason)
    expect([wrong.code, wrong.message]).toEqual(["unauthorized", `http://${address}/r.git wants a login`])
    const none = await gitRegistry(place(`${closed.url}/r.git`), { cache }).catch((reason) => reason)
    expect(none.code).toBe("unauthorized")
    expect((await gitRegistry(place(`http://me:right@${address}/r.git`), { cache })).stale).toBeUndefined()
    await closed.close()
  })

  test("a server that does not answer in time", async () => {
    const error = await gitRegistry(place(`${server.url}/r.git`), { cache, timeoutMs: 1 }).catch((reason) => reason)
    expect(error.code).toBe("timeout")
  })
})

test("nothing of a repository runs here or leads out of it", async () => {
  const secret = join(folder, "secret")
  const ran = join(folder, "ran")
  writeFileSync(secret, "secret")
  symlinkSync(secret, join(work, "catalog/a-exporter/README.md"))
  commit({
    ".gitattributes": "* filter=evil",
    "catalog/.gitmodules": `[submodule "x"]\n\tpath = x\n\turl = ext::touch ${ran}`,
    "catalog/a-exporter/entry.yaml": "safe",
  })
  const copy = await gitRegistry(place(`${server.url}/r.git`), { cache })
  expect(readFileSync(join(copy.folder, "a-exporter/README.md"), "utf8")).toBe(secret)
  expect([existsSync(ran), existsSync(join(copy.folder, "../.git"))]).toEqual([false, false])
  const ext = { kind: "git" as const, url: `ext::touch ${ran}` }
  await expect(gitRegistry(ext, { cache })).rejects.toThrow(/could not be fetched/)
  expect(existsSync(ran)).toBe(false)
})

test("registries lie over the built-in one, and a stale one is named", async () => {
  const base = join(folder, "base")
  for (const id of ["a-exporter", "b-exporter"]) mkdirSync(join(base, id), { recursive: true })
  writeFileSync(join(base, "a-exporter/entry.yaml"), "public a")
  writeFileSync(join(base, "b-exporter/entry.yaml"), "public b")
  const other = await gitServer(root)
  const specs = parseRegistries(`company=${other.url}/r.git#main:catalog`)
  const open = await openRegistries(specs, { name: "exporterhub", folder: base }, { cache })
  expect(await open.source.read("a-exporter/entry.yaml")).toBe("safe")
  expect(await open.source.read("b-exporter/entry.yaml")).toBe("public b")
  expect(open.origins.get("a-exporter")).toEqual({ registry: "company", shadows: ["exporterhub"] })
  expect(open.registries.map(({ name, stale }) => [name, stale])).toEqual([
    ["company", undefined],
    ["exporterhub", undefined],
  ])
  await other.close()
  const later = await openRegistries(specs, { name: "exporterhub", folder: base }, { cache })
  expect(later.registries.map(({ name, stale }) => [name, stale?.code])).toEqual([
    ["company", "unreachable"],
    ["exporterhub", undefined],
  ])
})

test("a note that was cut short is as good as none: the registry is copied again", async () => {
  const one = await gitRegistry(place(`${server.url}/r.git`), { cache })
  writeFileSync(join(one.folder, "../../current.json"), '{"folder":')
  expect((await gitRegistry(place(`${server.url}/r.git`), { cache })).commit).toBe(one.commit)
})
