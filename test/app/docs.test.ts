import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { cliExamples } from "@/app/docs/cli/examples"
import { docsPages } from "@/app/docs/pages"
import { targets } from "@/lib/bundle/all"
import { tools } from "@/lib/mcp/all"
import { commands } from "@/scripts/all"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))

/** What the first cells of a Markdown file's tables name in backticks or as links. */
function firstCells(file: string): string[] {
  const rows = readFileSync(`${ROOT}${file}`, "utf8").matchAll(/^\| ((?:`|\[).*?) \|/gm)
  return [...rows].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([\w-]+)|\[([\w-]+)\]/g)].map((m) => m[1] ?? m[2] ?? ""),
  )
}

test("the overview of the documentation, its side and the site map have all of its pages", () => {
  const folders = readdirSync(`${ROOT}app/docs`).filter((name) => existsSync(`${ROOT}app/docs/${name}/page.tsx`))
  expect(docsPages.map(({ href }) => href.replace("/docs/", "")).sort()).toEqual(folders.sort())
})

const calls = cliExamples.map(([call]) => ({ name: /npx exporterhub ([\w-]+)/.exec(call)?.[1] ?? "", call }))

test("the page of the command line calls every command, in the order of the help text", () => {
  expect(calls.map(({ name }) => name)).toEqual(Object.keys(commands))
})

test.each(calls)("the call of $name has only flags that there are", ({ name, call }) => {
  const known = commands[name]?.help(name).match(/(?<=\s)--?\w[\w-]*/g)
  for (const flag of call.match(/(?<=\s)--?[a-z][\w-]*/g) ?? []) expect(known).toContain(flag)
})

test("README names every command", () => {
  expect(firstCells("README.md")).toEqual(expect.arrayContaining(Object.keys(commands)))
})

test.each([
  ["lib/bundle/README.md", targets.map(({ id }) => id)],
  ["lib/mcp/README.md", tools.map(({ name }) => name)],
])("%s has a row for everything in its list", (file, ids) => {
  expect(firstCells(file)).toEqual(expect.arrayContaining(ids))
})
