import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { z } from "zod"
import { lintFiles } from "@/lib/adapters/lint-files"
import { writeTogether } from "@/lib/adapters/write-files"
import { loadEntries, loadEntry } from "@/lib/catalog/load-entry"
import { NameRules } from "@/lib/contribute/import/draft-rule"
import { type Import, importFiles } from "@/lib/contribute/import/import-files"
import { Provenance, provenanceFault, withLink, withSource } from "@/lib/contribute/import/provenance"
import { scaffold } from "@/lib/contribute/scaffold"
import { HubError } from "@/lib/error"
import { command } from "./command"
import { completed, type Draft } from "./new-answers"
import { recordedCapture } from "./recorded-capture"
import { catalogOption, registry } from "./registry"
import { paint, type Terminal } from "./terminal"

const BUILT_IN = fileURLToPath(new URL("../catalog", import.meta.url))

const Options = z.object({
  entry: z.string().optional().describe("entry that the parts go to; a new one needs the answers of exporterhub new"),
  source: z.string().optional().describe("address that the files come from"),
  commit: z.string().optional().describe("commit of the source"),
  license: z.string().optional().describe("licence of the source, as SPDX writes it"),
  rename: z.boolean().default(false).describe("give alerts other names where theirs are taken or are not PascalCase"),
  dryRun: z.boolean().default(false).describe("write nothing"),
  output: z.string().optional().describe("folder to write into, in place of the catalog"),
  capture: z.string().optional().describe("new entry: recorded scrape, as exporterhub capture writes it"),
  kind: z.string().optional().describe("new entry: exporter, native, rules or stack"),
  title: z.string().optional().describe("new entry: what it is called"),
  summary: z.string().optional().describe("new entry: one sentence"),
  category: z.string().optional().describe("new entry: shelf of the catalog"),
  maintainer: z.string().optional().describe("new entry: GitHub login of who keeps it"),
  job: z.string().optional().describe("new entry: value of the job label"),
  port: z.string().optional().describe("new entry: port of the metrics"),
  version: z.string().optional().describe("new entry: version of the exporter"),
  image: z.string().optional().describe("new entry: image with tag"),
  ...catalogOption,
})
type Options = z.infer<typeof Options>

export const importCommand = command({
  summary: "Take rules and dashboards of others into an entry, and say what could not be taken",
  words: "<file…>",
  options: Options,
  examples: [
    "exporterhub import rules/ --entry redis-exporter --source https://github.com/some/rules --commit 1a2b3c4 --license MIT",
    "helm template CHART | exporterhub import - --dry-run",
    "exporterhub import dashboard.json -o drafts --source https://github.com/some/dashboards --license Apache-2.0",
  ],
  async run({ options, words, json, terminal }) {
    const provenance = provenanceOf(options)
    if (options.entry === undefined && options.output === undefined && !options.dryRun)
      throw new HubError("usage", "Where to? --entry names an entry, -o a folder, --dry-run writes nothing")
    const inputs = await lintFiles(words)
    const known = await targetOf(options)
    const result = importFiles({
      files: inputs,
      provenance,
      names: new NameRules(options.rename, known),
      existing: new Set(known.texts.keys()),
    })
    const files = new Map([...known.fresh, ...result.files])
    const change = (path: string, edit: (text: string, from: Provenance) => string) => {
      const text = files.get(path) ?? known.texts.get(path)
      if (text !== undefined && result.files.size > 0 && edit(text, provenance) !== text)
        files.set(path, edit(text, provenance))
    }
    change("entry.yaml", withLink)
    change("README.md", withSource)
    const folder = join(options.output ?? options.catalog, options.entry ?? "")
    const written = new Map([...files].map(([path, text]) => [join(folder, path), text]))
    if (!options.dryRun && result.files.size > 0)
      await writeTogether(
        written,
        [...written.keys()].filter(
          (path) => options.output !== undefined || !known.texts.has(path.slice(folder.length + 1)),
        ),
      )
    const warning = provenanceFault(provenance)
    const report = {
      ...result,
      files: result.files.size > 0 ? [...written.keys()] : [],
      inputs: inputs.length,
      warning,
      dryRun: options.dryRun,
    }
    if (json) terminal.out(JSON.stringify({ ...report, warning: warning ?? null }, null, 2))
    else print(terminal, report)
    return result.refused.length > 0 || warning !== undefined ? 1 : 0
  },
})

function provenanceOf(options: Options): Provenance {
  const provenance = Provenance.safeParse(options)
  if (provenance.success) return provenance.data
  const [issue] = provenance.error.issues
  throw new HubError("usage", `--${String(issue?.path[0])} ${issue?.message}`)
}

interface Target {
  alerts: readonly string[]
  recordings: readonly string[]
  /** Texts of the entry as it is, by path within its folder. */
  texts: ReadonlyMap<string, string>
  /** The first files of an entry that is not there yet. */
  fresh: ReadonlyMap<string, string>
}

/** The entry that the parts go to, or the beginning of a new one. */
async function targetOf(options: Options): Promise<Target> {
  const { entry: id, catalog } = options
  const none: Target = { alerts: [], recordings: [], texts: new Map(), fresh: new Map() }
  if (id === undefined) return none
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new HubError("usage", `"${id}" is no id: kebab-case, such as memcached-exporter`)
  const all = await loadEntries(registry(catalog))
  if (!all.some((loaded) => loaded.id === id)) return { ...none, fresh: await begun(id, options) }
  const { entry, texts } = await loadEntry(registry(catalog), id)
  if (!entry) throw new HubError("usage", `The entry ${id} is broken`, { hint: `exporterhub validate ${id} shows why` })
  return {
    alerts: entry.alerts.map(({ alert }) => alert),
    recordings: entry.recordings.map(({ record }) => record),
    texts: new Map([...texts].map(([file, text]) => [file.slice(id.length + 1), text])),
    fresh: new Map(),
  }
}

/** entry.yaml, README.md and the capture of a new entry; its rules are those that are imported. */
async function begun(id: string, options: Options): Promise<Map<string, string>> {
  const { kind, title, summary, category, maintainer, job, port, version, image, source, license } = options
  const capture = options.capture === undefined ? undefined : await recordedCapture(options.capture)
  const flags = { kind, title, summary, category, maintainer, job, port, version, image, source, license }
  const draft = Object.fromEntries(Object.entries(flags).filter(([, text]) => text !== undefined)) as Draft
  if (capture !== undefined) draft.version ??= capture.version
  const answers = await completed(draft, { id, ask: undefined, say: () => undefined, extra: async () => undefined })
  const schema = resolve(options.catalog) === resolve(BUILT_IN) ? { schema: "../../public/schema/entry.json" } : {}
  const files = scaffold({ id, answers, ...(capture ? { capture } : {}), ...schema })
  return new Map([...files].filter(([path]) => !/^(?:rules|tests|runbooks|dashboards)\//.test(path)))
}

type Report = Omit<Import, "files"> & {
  files: readonly string[]
  inputs: number
  warning: string | undefined
  dryRun: boolean
}

function print(terminal: Terminal, { files, imported, refused, testsMissing, warning, inputs, dryRun }: Report): void {
  for (const path of files) terminal.out(`${dryRun ? "would write: " : ""}${path}`)
  for (const { file, line, column, kind, name, changes } of imported)
    for (const change of changes) terminal.err(`${file}:${line}:${column}: ${kind} ${name}: ${change}`)
  for (const { file, line, column, path, kind, name, message, reason, hint } of refused) {
    const where = path === undefined ? "" : ` at ${path}`
    const text = `${file}:${line}:${column}: not taken: ${kind} ${name}${where}: ${message} (${reason})`
    terminal.err(paint(terminal, "yellow", hint === undefined ? text : `${text}\n    ${hint}`))
  }
  if (testsMissing.length > 0)
    terminal.err(`Unit tests are missing for ${testsMissing.length} alerts: ${testsMissing.join(", ")}`)
  if (warning !== undefined) terminal.err(paint(terminal, "red", warning))
  terminal.err(`${imported.length} taken, ${refused.length} not taken, of ${inputs} ${inputs === 1 ? "file" : "files"}`)
}
