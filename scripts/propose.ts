import { readFile } from "node:fs/promises"
import { z } from "zod"
import { github } from "@/lib/adapters/github"
import { entryIds, loadEntry } from "@/lib/catalog/load-entry"
import { validateEntry } from "@/lib/checks/validate"
import { editorSteps } from "@/lib/contribute/editor-link"
import {
  changesAgainst,
  type FileChange,
  makeProposal,
  proposedFiles,
  REGISTRY_FOLDER,
} from "@/lib/contribute/proposal"
import { unifiedDiff } from "@/lib/contribute/unified-diff"
import { HubError } from "@/lib/error"
import { command } from "./command"
import { catalogOption, registry } from "./registry"
import { paint, type Terminal } from "./terminal"

export const propose = command({
  summary:
    "Propose an entry: branch, commit and pull request on GitHub, or the pages of GitHub's editor without a login",
  words: "<entry>",
  options: z.object({
    repo: z
      .string("is needed: owner/name, or EXPORTERHUB_REPOSITORY")
      .default(process.env.EXPORTERHUB_REPOSITORY ?? "")
      .describe("repository of the registry: owner/name"),
    base: z.string().optional().describe("branch to propose to (default: the repository's own default)"),
    message: z.string().min(1).max(200).optional().describe("title of the pull request and of the commit"),
    tokenFile: z.string().optional().describe("file with the token (default: the variable GITHUB_TOKEN)"),
    draft: z.boolean().default(false).describe("open it as a draft, which may have errors"),
    dryRun: z.boolean().default(false).describe("only show what would change"),
    yes: z.boolean().default(false).describe("do not ask"),
    ...catalogOption,
  }),
  examples: ["exporterhub propose redis-exporter --repo owner/name --dry-run"],
  async run({ options, words, json, terminal }) {
    const [id = "", extra] = words
    if (extra !== undefined) throw new HubError("usage", `One entry at a time; "${extra}" is too much`)
    if (options.repo === "") throw new HubError("usage", "--repo is needed: owner/name, or EXPORTERHUB_REPOSITORY")
    const source = registry(options.catalog)
    await entryIds(source, [id])
    const paths = await source.list(id)
    const texts = await Promise.all(
      paths.map(async (path) => [path.slice(id.length + 1), await source.read(path)] as const),
    )
    const content = proposedFiles(id, new Map(texts))
    const token = await tokenOf(options.tokenFile)
    const api = (process.env.GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, "")
    const forge = github(options.repo, { api, token })
    const base = await forge.base(`${REGISTRY_FOLDER}/${id}`, options.base)
    const changes = await changesAgainst(forge, base, content)
    const { message: title, draft } = options
    const proposal = makeProposal(id, changes, validateEntry(await loadEntry(source, id)), { title, draft })
    if (!json) for (const change of changes) printDiff(terminal, change)
    const { branch, title: headline } = proposal
    const steps = editorSteps(base, changes)
    if (options.dryRun || token === undefined) {
      if (json) terminal.out(JSON.stringify({ url: null, branch, title: headline, steps }, null, 2))
      else for (const { action, path, url } of steps) terminal.out(`${action} ${path}\n  ${url}`)
      return 0
    }
    if (!options.yes && !(terminal.interactive && (await terminal.confirm(`Propose this to ${base.repository}?`))))
      throw new HubError("usage", "Nothing was proposed", { hint: "--yes proposes without a question" })
    const made = await forge.propose(base, proposal).catch((error) => {
      terminal.err(
        "Your files are as they were. GitHub's editor is the other way: propose with --dry-run prints its pages.",
      )
      throw error
    })
    terminal.out(json ? JSON.stringify(made, null, 2) : made.url)
    return 0
  },
})

async function tokenOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return process.env.GITHUB_TOKEN?.trim() || undefined
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new HubError("usage", `Cannot read ${file}`, { cause })
  })
  if (text.trim() === "") throw new HubError("usage", `${file} is empty`)
  return text.trim()
}

function printDiff(terminal: Terminal, change: FileChange): void {
  for (const line of unifiedDiff(change)) {
    // A text of an entry must not steer the terminal.
    const plain = line.replace(/(?!\t)\p{Cc}/gu, "�")
    const style = line.startsWith("@@") ? "cyan" : line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "dim"
    terminal.err(paint(terminal, style, plain))
  }
}
