import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { git } from "@/lib/adapters/git"
import { changelog } from "@/lib/catalog/changelog"
import { commitsByEntry } from "@/lib/catalog/history"
import { Repository } from "@/test/support/repository"

let repository: Repository
let catalog: string
const PATH = process.env.PATH
beforeEach(() => {
  repository = new Repository()
  catalog = join(repository.folder, "catalog")
})
afterEach(() => {
  process.env.PATH = PATH
  repository.remove()
})

const rules = (expr: string, more = "") =>
  `groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: ${expr}\n        labels: { severity: critical }\n${more}`

test("commits that touch the registry, newest first, with author and day but no address", async () => {
  const first = repository.commit("Add a", { "catalog/a/entry.yaml": "title: A\n" })
  repository.commit("Code only", { "lib/x.ts": "1\n" })
  const second = repository.commit("Change a", { "catalog/a/entry.yaml": "title: B\n", "lib/x.ts": "2\n" })
  const { commits, shallow, truncated } = await git(catalog).log()
  expect(commits.map(({ hash, subject, files }) => [hash, subject, files])).toEqual([
    [second, "Change a", [{ status: "changed", path: "a/entry.yaml" }]],
    [first, "Add a", [{ status: "added", path: "a/entry.yaml" }]],
  ])
  expect(commits[0]).toMatchObject({ author: "Ada Lovelace", date: "2026-01-03T12:00:00+02:00" })
  expect(commits[1]?.parent).toBeUndefined()
  expect(JSON.stringify(commits)).not.toContain("@")
  expect([shallow, truncated]).toEqual([false, false])
})

test("a name that is an address is cut before the @", async () => {
  repository.commit("Add a", { "catalog/a/entry.yaml": "1\n" }, "--author=ada@example.org <ada@example.org>")
  expect((await git(catalog).log()).commits[0]?.author).toBe("ada")
})

test("names and subjects cannot pass for anything else", async () => {
  const names = ["a/with space.yaml", 'a/"quoted".yaml', "a/ü-☃.yaml", "a/line\nbreak.yaml", "a/M", "a/R100"]
  const hash = "0123456789012345678901234567890123456789"
  repository.commit(
    `${hash} M\tcatalog/fake.yaml \u202Eevil`,
    Object.fromEntries(names.map((name) => [`catalog/${name}`, "1\n"])),
  )
  const { commits } = await git(catalog).log()
  expect(commits).toHaveLength(1)
  expect(commits[0]?.subject).toBe(`${hash} M\tcatalog/fake.yaml \u202Eevil`)
  expect(commits[0]?.files.map(({ path }) => path).toSorted()).toEqual(names.toSorted())
})

test("a renamed entry keeps what happened under its old name; a removed one stays known", async () => {
  const entry = Array.from({ length: 20 }, (_, i) => `line${i}: ${i}\n`).join("")
  repository.commit("Add old", { "catalog/old/entry.yaml": entry, "catalog/b/entry.yaml": "b: 1\n" })
  repository.git("mv", "catalog/old", "catalog/new")
  repository.commit("Rename", {})
  repository.commit("Change new", { "catalog/new/entry.yaml": `${entry}more: 1\n` })
  repository.commit("Remove b", { "catalog/b/entry.yaml": null })
  const byEntry = commitsByEntry(await git(catalog).log())
  expect(byEntry.get("new")?.map(({ subject }) => subject)).toEqual(["Change new", "Rename", "Add old"])
  expect(byEntry.get("new")?.[1]?.files).toEqual([
    { status: "changed", from: "old/entry.yaml", path: "new/entry.yaml" },
  ])
  expect(byEntry.get("b")?.map(({ subject, files }) => [subject, files[0]?.status])).toEqual([
    ["Remove b", "removed"],
    ["Add old", "added"],
  ])
  expect([...byEntry.keys()].toSorted()).toEqual(["b", "new", "old"].filter((id) => byEntry.has(id)))
})

test("commits of a merged branch are there, the merge itself adds none", async () => {
  repository.commit("Add a", { "catalog/a/entry.yaml": "a: 1\n" })
  repository.git("switch", "--quiet", "-c", "side")
  repository.commit("On the side", { "catalog/a/rules/x.yaml": rules("up == 0") })
  repository.git("switch", "--quiet", "main")
  repository.commit("On main", { "catalog/a/README.md": "# A\n" })
  repository.git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side")
  const { commits } = await git(catalog).log()
  expect(commits.map(({ subject }) => subject).toSorted()).toEqual(["Add a", "On main", "On the side"])
})

test("a shallow clone says where it ends, and what its last commit changed is not made up", async () => {
  repository.commit("Add a", { "catalog/a/entry.yaml": "versions: []\n" })
  repository.commit("Second", { "catalog/a/README.md": "# A\n" })
  repository.commit("Third", { "catalog/a/README.md": "# B\n" })
  const clone = join(repository.folder, "clone")
  repository.git("clone", "--quiet", "--depth=2", `file://${repository.folder}`, clone)
  const source = git(join(clone, "catalog"))
  const history = await source.log()
  expect(history.shallow).toBe(true)
  expect(history.commits.map(({ subject, boundary }) => [subject, boundary])).toEqual([
    ["Third", undefined],
    ["Second", true],
  ])
  const items = await changelog(source, history.commits)
  expect(items.map(({ changes }) => changes)).toEqual([
    [{ part: "readme", change: "changed", name: "README" }],
    undefined,
  ])
})

test("older commits than asked for are left out, and that is said", async () => {
  for (const n of [1, 2, 3]) repository.commit(`${n}`, { "catalog/a/entry.yaml": `a: ${n}\n` })
  const { commits, truncated } = await git(catalog, { maxCommits: 2 }).log()
  expect([commits.map(({ subject }) => subject), truncated]).toEqual([["3", "2"], true])
})

test("texts of files at commits, in the order asked for, with what is missing", async () => {
  const text = "ü\n\nx missing\n"
  const first = repository.commit("Add", { "catalog/a/entry.yaml": text, "catalog/a/empty.yaml": "" })
  const second = repository.commit("Remove", { "catalog/a/entry.yaml": null })
  const read = await git(catalog).read([
    { commit: second, path: "a/entry.yaml" },
    { commit: first, path: "a/entry.yaml" },
    { commit: first, path: "a" },
    { commit: first, path: "a/empty.yaml" },
    { commit: "f".repeat(40), path: "a/entry.yaml" },
  ])
  expect(read).toEqual([undefined, text, undefined, "", undefined])
  expect(await git(catalog).read([])).toEqual([])
  await expect(git(catalog).read([{ commit: "--help", path: "a" }])).rejects.toMatchObject({ code: "usage" })
  await expect(git(catalog).read([{ commit: first, path: "a\nb" }])).rejects.toMatchObject({ code: "usage" })
})

test("what a commit changed is found by reading both of its sides", async () => {
  repository.commit("Add", { "catalog/a/entry.yaml": "versions: []\n", "catalog/a/rules/r.yaml": rules("up == 0") })
  repository.commit("Wait", { "catalog/a/rules/r.yaml": rules("up == 0", "        for: 5m\n") })
  const source = git(catalog)
  const [latest, first] = await changelog(source, (await source.log()).commits)
  expect(latest?.changes).toEqual([
    { part: "alert", change: "changed", name: "Down", fields: [{ field: "for", from: "0s", to: "5m" }] },
  ])
  expect(first).toMatchObject({ created: true, changes: [{ part: "alert", change: "added", name: "Down" }] })
})

test("a file under another name is compared with what it was", async () => {
  repository.commit("Add", { "catalog/a/entry.yaml": "versions: []\n", "catalog/a/rules/old.yaml": rules("up == 0") })
  repository.git("mv", "catalog/a/rules/old.yaml", "catalog/a/rules/new.yaml")
  repository.commit("Move", { "catalog/a/rules/new.yaml": rules("up == 0", "        for: 5m\n") })
  const source = git(catalog)
  const [latest] = await changelog(source, (await source.log()).commits)
  expect(latest?.changes).toEqual([
    { part: "alert", change: "changed", name: "Down", fields: [{ field: "for", from: "0s", to: "5m" }] },
  ])
})

describe("what goes wrong says what to do", () => {
  test("a copy without Git", async () => {
    const folder = mkdtempSync(join(tmpdir(), "exporterhub-no-git-"))
    try {
      await expect(git(folder).log()).rejects.toMatchObject({
        code: "not-found",
        message: expect.stringContaining("not part of a Git repository"),
        hint: "Use a clone in place of a copy",
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
  test("a repository without a commit has an empty history", async () => {
    mkdirSync(catalog)
    expect(await git(catalog).log()).toEqual({ commits: [], shallow: false, truncated: false })
  })
  test("no git on this machine", async () => {
    repository.commit("Add", { "catalog/a/entry.yaml": "1\n" })
    process.env.PATH = catalog
    await expect(git(catalog).log()).rejects.toMatchObject({ code: "missing-tool" })
  })
  test("a git that hangs is ended", async () => {
    repository.commit("Add", { "catalog/a/entry.yaml": "1\n" })
    const bin = join(repository.folder, "bin")
    mkdirSync(bin)
    writeFileSync(join(bin, "git"), "#!/bin/sh\nexec sleep 30\n")
    chmodSync(join(bin, "git"), 0o755)
    process.env.PATH = `${bin}:${PATH}`
    await expect(git(catalog, { timeoutMs: 200 }).log()).rejects.toMatchObject({ code: "timeout" })
  })
  test("an answer that is too large is not taken for a slow one", async () => {
    repository.commit("Add", { "catalog/a/entry.yaml": "1\n" })
    await expect(git(catalog, { maxOutput: 50 }).log()).rejects.toMatchObject({
      code: "upstream",
      message: "git answered with more than 50 bytes",
    })
  })
  test("a broken repository", async () => {
    repository.commit("Add", { "catalog/a/entry.yaml": "1\n" })
    writeFileSync(join(repository.folder, ".git/refs/heads/main"), `${"1".repeat(40)}\n`)
    await expect(git(catalog).log()).rejects.toMatchObject({
      code: "upstream",
      message: expect.stringMatching(/^git failed: /),
    })
  })
})

test("settings of the repository run no program", async () => {
  repository.commit("Add", { "catalog/a/entry.yaml": "1\n" })
  const mark = join(repository.folder, "ran")
  repository.git("config", "core.fsmonitor", `touch ${mark}`)
  repository.git("config", "diff.external", `touch ${mark}`)
  repository.git("config", "log.showSignature", "true")
  repository.git("config", "core.pager", `touch ${mark}`)
  await git(catalog).log()
  expect(existsSync(mark)).toBe(false)
})
