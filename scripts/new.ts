import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { z } from "zod"
import { writeFolder } from "@/lib/adapters/write-files"
import { loadEntries, loadEntry } from "@/lib/catalog/load-entry"
import { reviewEntry } from "@/lib/checks/validate"
import { scaffold } from "@/lib/contribute/scaffold"
import { similarEntry } from "@/lib/contribute/similar-entry"
import { HubError } from "@/lib/error"
import { nearestNames } from "@/lib/nearest-names"
import { formatProblem } from "@/lib/problem"
import { type Ask, Interrupted, terminalQuestions } from "./ask"
import { type Call, command } from "./command"
import { completed, type Draft, type Extra } from "./new-answers"
import { recordedCapture } from "./recorded-capture"
import { catalogOption, registry } from "./registry"
import { paint } from "./terminal"

const BUILT_IN = fileURLToPath(new URL("../catalog", import.meta.url))

const Options = z.object({
  capture: z
    .string()
    .optional()
    .describe("recorded scrape, as exporterhub capture writes it: gives alerts, panels, version"),
  kind: z.string().optional().describe("exporter, native, rules or stack"),
  title: z.string().optional().describe("what the entry is called"),
  summary: z.string().optional().describe("one sentence"),
  category: z.string().optional().describe("shelf of the catalog"),
  source: z.string().optional().describe("address of the exporter's source code"),
  license: z.string().optional().describe("its licence, as SPDX writes it"),
  maintainer: z.string().optional().describe("GitHub login of who keeps the entry"),
  job: z.string().optional().describe("value of the job label"),
  port: z.string().optional().describe("port of the metrics"),
  version: z.string().optional().describe("version of the exporter"),
  image: z.string().optional().describe("image with tag"),
  software: z.string().optional().describe("id of the monitored software"),
  icon: z.string().optional().describe("slug of simple-icons"),
  another: z.boolean().default(false).describe("it is another exporter than the one with a similar id"),
  ...catalogOption,
})
type Options = z.infer<typeof Options>

export const newEntry = command({
  summary: "Begin an entry: asks what it has to know, and writes a complete skeleton",
  words: "<id>",
  options: Options,
  examples: [
    "exporterhub new memcached-exporter",
    "exporterhub new memcached-exporter --capture memcached.prom",
    'exporterhub new memcached-exporter --title "Memcached exporter" --summary "Hits, memory and connections of Memcached." \\\n    --category cache --source https://github.com/prometheus/memcached_exporter --port 9150 --maintainer me \\\n    --version 0.15.0 --image quay.io/prometheus/memcached-exporter:v0.15.0',
  ],
  async run(call) {
    const questions = call.terminal.interactive && !call.json ? terminalQuestions() : undefined
    try {
      return await begin(call, questions?.ask)
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error
      call.terminal.err("\nNothing was written")
      return 130
    } finally {
      questions?.close()
    }
  },
})

/** The command with its questions; `ask` is absent where nobody can answer. */
async function begin({ options, words, json, terminal }: Call<Options>, ask: Ask | undefined): Promise<number> {
  const [id = "", extra] = words
  if (extra !== undefined) throw new HubError("usage", `One entry at a time; "${extra}" is too much`)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new HubError("usage", `"${id}" is no id: kebab-case, such as memcached-exporter`)
  await refuseKnown(id, options, ask)
  const { catalog, capture: captureFile, another, ...flags } = options
  const capture = captureFile === undefined ? undefined : await recordedCapture(captureFile)
  const draft = Object.fromEntries(Object.entries(flags).filter(([, text]) => text !== undefined)) as Draft
  const recorded = capture?.version
  if (draft.version !== undefined && recorded !== undefined && draft.version !== recorded)
    throw new HubError("usage", `${captureFile} was recorded with version ${recorded}, not ${draft.version}`)
  if (recorded !== undefined) draft.version = recorded
  const say = (text: string): void => terminal.err(paint(terminal, "yellow", text))
  const answers = await completed(draft, { id, ask, say, extra: iconFault })
  // Editors find the schema by its place beside the catalog of this repository; another registry has none there.
  const schema = resolve(catalog) === resolve(BUILT_IN) ? { schema: "../../public/schema/entry.json" } : {}
  const files = scaffold({ id, answers, ...(capture ? { capture } : {}), ...schema })
  const folder = join(catalog, id)
  await writeFolder(folder, files)
  const { problems } = reviewEntry(await loadEntry(registry(catalog), id))
  const missing = capture ? [] : [`captures/${answers.version}.prom`]
  if (json)
    terminal.out(
      JSON.stringify({ id, written: [...files.keys()].map((file) => join(folder, file)), missing, problems }, null, 2),
    )
  else {
    for (const file of files.keys()) terminal.out(join(folder, file))
    if (capture) for (const problem of problems) terminal.err(paint(terminal, "yellow", formatProblem(problem)))
    else {
      terminal.err(`\nStill missing: ${missing.join(", ")}. Run the exporter against the real thing, then:`)
      terminal.err(
        `  exporterhub capture http://localhost:${answers.port}/metrics --target "NAME VERSION" --entry ${id} --version ${answers.version} --force`,
      )
      terminal.err("A capture also gives alerts and panels: --capture of this command, in an empty place")
    }
    terminal.err(`Next: exporterhub validate ${id} --promtool require`)
  }
  return capture && problems.some(({ severity }) => severity === "error") ? 1 : 0
}

async function refuseKnown(id: string, { catalog, another }: Options, ask: Ask | undefined): Promise<void> {
  const entries = await loadEntries(registry(catalog))
  if (entries.some((entry) => entry.id === id))
    throw new HubError("usage", `There is an entry ${id} already: edit ${join(catalog, id)}`)
  if (another) return
  const known = entries.map(({ id, entry }) => ({ id, aliases: entry?.aliases ?? [] }))
  const similar = similarEntry(id, known)
  if (similar === undefined) return
  const answer = await ask?.(`There is ${similar}, which looks like it. Is ${id} another exporter? (y/N)`)
  if (answer !== undefined && /^y/i.test(answer)) return
  throw new HubError("usage", `Did you mean to edit ${similar}?`, {
    hint: `--another says that ${id} is another exporter`,
  })
}

const iconFault: Extra = async (name, text) => {
  if (name !== "icon") return undefined
  const icons = await import("simple-icons")
  const slugs = new Set(Object.values(icons).map((icon) => (icon as { slug: string }).slug))
  if (slugs.has(text)) return undefined
  const near = nearestNames(text, slugs)
  return `is no icon of simple-icons${near.length > 0 ? `; did you mean ${near.join(" or ")}?` : ""}`
}
