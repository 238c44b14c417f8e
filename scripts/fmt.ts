import { stat } from "node:fs/promises"
import { join, relative } from "node:path"
import { z } from "zod"
import { textFile } from "@/lib/adapters/lint-files"
import { filesBelow, writeWhole } from "@/lib/adapters/write-files"
import { format, isFormattable } from "@/lib/contribute/format"
import { HubError } from "@/lib/error"
import { formatProblem, type Problem } from "@/lib/problem"
import { command } from "./command"
import { catalogOption } from "./registry"
import { paint } from "./terminal"

export const fmt = command({
  summary: "Write entries in canonical order and style; comments stay, and so does the meaning",
  words: "[entry or path…]",
  options: z.object({
    ...catalogOption,
    check: z.boolean().default(false).describe("write nothing; exit 1 when something is not in canonical form"),
  }),
  examples: ["exporterhub fmt redis-exporter", "exporterhub fmt --check", "exporterhub fmt my-dashboard.json"],
  async run({ options, words, json, terminal }) {
    const files = await filesOf(words, options.catalog)
    const changed: string[] = []
    const problems: Problem[] = []
    for (const file of files) {
      const text = await textFile(file)
      const result = format(file, text)
      problems.push(...result.problems)
      if (result.text === text) continue
      changed.push(file)
      if (!options.check) await writeWhole(file, result.text)
      if (!json) terminal.out(`${options.check ? "not in canonical form: " : "written: "}${file}`)
    }
    if (json) terminal.out(JSON.stringify({ files: files.length, changed, problems }, null, 2))
    else {
      for (const problem of problems)
        terminal.err(paint(terminal, problem.severity === "error" ? "red" : "yellow", formatProblem(problem)))
      const verb = options.check ? "to be written anew" : "written"
      terminal.err(`${files.length} ${files.length === 1 ? "file" : "files"}, ${changed.length} ${verb}`)
    }
    return problems.length > 0 || (options.check && changed.length > 0) ? 1 : 0
  },
})

/** The files that words mean: entries of the catalog by id, else files and folders; nothing means the whole catalog. */
async function filesOf(words: readonly string[], catalog: string): Promise<readonly string[]> {
  const paths = words.length === 0 ? [catalog] : await Promise.all(words.map((word) => pathOf(word, catalog)))
  const below = (await Promise.all(paths.map(filesBelow))).flat().map(shortest)
  const named = paths.map(shortest)
  const files = [...new Set(below)].filter((file) => isFormattable(file) || named.includes(file))
  const [odd] = files.filter((file) => !isFormattable(file))
  if (odd !== undefined)
    throw new HubError("usage", `fmt does not know files such as ${odd}`, {
      hint: "It writes YAML of entries, Grafana's JSON, and runbooks/*.md",
    })
  if (files.length === 0) throw new HubError("usage", `There is nothing to format in ${words.join(", ")}`)
  return files
}

async function pathOf(word: string, catalog: string): Promise<string> {
  const entry = join(catalog, word)
  const isEntry =
    /^[a-z0-9-]+$/.test(word) &&
    (await stat(entry).then(
      (found) => found.isDirectory(),
      () => false,
    ))
  return isEntry ? entry : word
}

/** As the user would type it. */
function shortest(path: string): string {
  const own = relative("", path)
  return own === "" || own.startsWith("..") ? path : own
}
