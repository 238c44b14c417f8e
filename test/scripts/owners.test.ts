import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { codeOwners } from "@/lib/contribute/review/owners"
import { baseFiles } from "@/test/support/pull-requests"
import { Repository } from "@/test/support/repository"
import { run } from "./run"

test("CODEOWNERS is written from the maintainers, and --check tells when it is old", async () => {
  const repository = new Repository()
  repository.commit("The registry", await baseFiles())
  const at = ["owners", "--repository", repository.folder]
  expect(await run(...at, "--check")).toMatchObject({ code: 1, out: expect.stringContaining("is stale") })
  expect((await run(...at)).code).toBe(0)
  const file = join(repository.folder, ".github/CODEOWNERS")
  expect(readFileSync(file, "utf8").split("\n").slice(2)).toEqual([
    "/catalog/demo-exporter/ @someone",
    "/catalog/other-exporter/ @other-owner",
    "",
  ])
  expect((await run(...at, "--check")).code).toBe(0)
  writeFileSync(file, "* @mallory\n")
  expect((await run(...at, "--check", "--json")).out).toContain('"state": "stale"')
  repository.remove()
})

test("what is no login cannot add a line or an owner", () => {
  const text = codeOwners([{ id: "a", maintainers: ["x\n* @mallory", "fine"] }], "")
  expect(text.split("\n").slice(2)).toEqual(["/a/ @fine", ""])
})

test("an unreadable registry is wrong use", async () => {
  const folder = mkdtempSync(join(tmpdir(), "exporterhub-owners-"))
  expect((await run("owners", "--repository", folder)).code).toBe(2)
  rmSync(folder, { recursive: true })
})
