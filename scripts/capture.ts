import { join } from "node:path"
import { z } from "zod"
import { scrape } from "@/lib/adapters/scrape"
import { writeTogether } from "@/lib/adapters/write-files"
import type { EntryFile } from "@/lib/catalog/entry-file"
import { EntryFile as EntrySchema } from "@/lib/catalog/entry-file"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parseWith } from "@/lib/catalog/schema-problems"
import { parseYaml } from "@/lib/catalog/yaml-source"
import { withState, withVersion } from "@/lib/contribute/amend-entry"
import { buildInfo, publicUrl } from "@/lib/contribute/capture-text"
import { prepareCapture, scrapeProblems } from "@/lib/contribute/prepare-capture"
import { imageOfVersion } from "@/lib/contribute/versions"
import { HubError } from "@/lib/error"
import { formatProblem } from "@/lib/problem"
import { durationMs } from "@/lib/promql/duration"
import packageJson from "@/package.json"
import { accessHeaders } from "./access-headers"
import { command } from "./command"
import { Findings } from "./findings"
import { catalogOption, registry } from "./registry"
import { paint } from "./terminal"

const Options = z.object({
  target: z.string().min(1).optional().describe('what is monitored, with its version: "Redis 8.0.2"'),
  entry: z.string().optional().describe("entry that the capture is for; it is written there, and into entry.yaml"),
  version: z
    .string()
    .regex(/^\d+(\.\d+)*([-+.][\w.]+)?$/, "must be a version number without a leading v")
    .optional()
    .describe("version of the exporter (default: what it says of itself)"),
  state: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be kebab-case")
    .optional()
    .describe("name of a state other than the normal one, such as stopped"),
  description: z.string().min(1).optional().describe("with --state: one sentence about it"),
  exporter: z.string().min(1).optional().describe("name of the exporter (default: what it says of itself)"),
  image: z.string().optional().describe("image of a version that the entry does not have yet"),
  note: z.array(z.string()).default([]).describe("something to know about the recording"),
  redact: z.array(z.string()).default([]).describe("label whose values are replaced; HELP for help texts"),
  maxSeries: z.coerce.number().int().min(1).default(200).describe("series of one metric that are kept"),
  header: z.array(z.string()).default([]).describe('HTTP header to send, "Name: value"'),
  bearerFile: z.string().optional().describe("file that holds a bearer token"),
  bearerEnv: z.string().optional().describe("environment variable that holds a bearer token"),
  timeout: z
    .string()
    .refine((text) => durationMs(text), "must be a duration such as 10s")
    .default("10s")
    .describe("time for the whole answer"),
  maxSize: z.coerce.number().min(0.001).max(512).default(32).describe("MiB that the answer may have, unpacked"),
  force: z.boolean().default(false).describe("replace a capture that is there"),
  output: z.string().optional().describe("file to write, or - for standard output (default without --entry)"),
  ...catalogOption,
})
type Options = z.infer<typeof Options>

export const capture = command({
  summary: "Scrape a running exporter and keep what it says, with its provenance and without secrets",
  words: "<url>",
  options: Options,
  examples: [
    'exporterhub capture http://localhost:9121/metrics --target "Redis 8.0.2" -o redis.prom',
    'exporterhub capture http://localhost:9121/metrics --target "Redis 8.0.2" --entry redis-exporter --version 1.88.0',
    'exporterhub capture http://localhost:9121/metrics --target "Redis 8.0.2" --entry redis-exporter --version 1.88.0 \\\n    --state stopped --description "The server is stopped"',
  ],
  async run({ options, words, json, terminal }) {
    const [address = "", extra] = words
    if (extra !== undefined) throw new HubError("usage", `One address at a time; "${extra}" is too much`)
    checkFlags(options, json)
    const plan = options.entry === undefined ? undefined : await planFor(options.entry, options)
    const scraped = await scrape(address, {
      timeoutMs: durationMs(options.timeout) ?? 0,
      maxBytes: options.maxSize * 1024 * 1024,
      headers: await accessHeaders(options),
    })
    const url = publicUrl(address)
    const faults = scrapeProblems({ source: url, ...scraped })
    if (faults.length > 0) throw new Findings(faults)
    const own = buildInfo(scraped.text)
    const exporterVersion = options.version ?? own?.version.replace(/^v/, "")
    const exporter = options.exporter ?? own?.exporter ?? plan?.exporter
    const head = { exporter: required("exporter", exporter), exporterVersion: required("version", exporterVersion) }
    const prepared = prepareCapture({
      source: url,
      ...scraped,
      head: {
        ...head,
        target: required("target", options.target),
        captured: `${new Date().toISOString().slice(0, 19)}Z`,
        url,
        tool: `exporterhub ${packageJson.version}`,
        notes: options.note,
        ...(options.state === undefined ? {} : { state: `${options.state}: ${options.description}` }),
      },
      redact: options.redact,
      maxSeries: options.maxSeries,
    })
    const { text, series, trimmed, problems } = prepared
    if (text === undefined) throw new Findings(problems)
    for (const warning of problems) if (!json) terminal.err(paint(terminal, "yellow", formatProblem(warning)))
    for (const note of trimmed) if (!json) terminal.err(`trimmed: ${note}`)
    const files = plan ? plan.files(text) : new Map(toFile(options) ? [[options.output ?? "", text]] : [])
    await writeTogether(files, options.force ? [] : plan ? [plan.path] : [...files.keys()])
    const written = [...files.keys()]
    if (json) terminal.out(JSON.stringify({ written, url, ...head, series, trimmed, warnings: problems }, null, 2))
    else if (written.length === 0) terminal.out(text.trimEnd())
    else for (const file of written) terminal.out(`written: ${file}`)
    if (!json) terminal.err(`${series} series of ${head.exporter} ${head.exporterVersion}`)
    return 0
  },
})

function checkFlags({ entry, output, version, state, description, image }: Options, json: boolean): void {
  const faults: [boolean, string][] = [
    [entry !== undefined && output !== undefined, "--entry and --output exclude each other"],
    [entry !== undefined && version === undefined, "--entry needs --version"],
    [(state === undefined) !== (description === undefined), "--state and --description go together"],
    [image !== undefined && entry === undefined, "--image goes with --entry"],
    [image !== undefined && state !== undefined, "--image goes with the normal state of a new version"],
    [json && entry === undefined && output === undefined, "--json and the capture both want standard output: give -o"],
    [json && output === "-", "--json and -o - both want standard output"],
  ]
  const fault = faults.find(([isWrong]) => isWrong)
  if (fault) throw new HubError("usage", fault[1])
}

function toFile({ output }: Options): boolean {
  return output !== undefined && output !== "-"
}

function required(flag: string, value: string | undefined): string {
  if (value !== undefined && value !== "") return value
  const why = flag === "target" ? "nothing but you knows what is monitored" : "the exporter does not say it of itself"
  throw new HubError("usage", `--${flag} is missing: ${why}`)
}

/** Where in an entry a capture goes, found out before anything is scraped. */
interface Plan {
  /** The exporter by the name of its repository. */
  exporter: string
  path: string
  files(text: string): ReadonlyMap<string, string>
}

async function planFor(id: string, options: Options): Promise<Plan> {
  const { entry, texts, problems } = await loadEntry(registry(options.catalog), id)
  const yaml = texts.get(`${id}/entry.yaml`)
  if (!entry && yaml === undefined) throw new HubError("not-found", `There is no entry "${id}"`)
  const file = yaml === undefined ? undefined : entryFile(yaml)
  if (!file || yaml === undefined)
    throw new HubError("usage", `${id}/entry.yaml is broken: ${problems[0]?.message}`, {
      hint: `exporterhub validate ${id} shows everything`,
    })
  const { version = "", state } = options
  const name = `captures/${version}${state === undefined ? "" : `-${state}`}.prom`
  const amended = amend(yaml, file, name, options)
  const path = join(options.catalog, id, name)
  return {
    exporter: file.source.split("/").at(-1) ?? id,
    path,
    files: (text) =>
      new Map([
        [path, text],
        ...(amended === yaml ? [] : [[join(options.catalog, id, "entry.yaml"), amended] as const]),
      ]),
  }
}

function entryFile(yaml: string): EntryFile | undefined {
  const { source } = parseYaml("entry.yaml", yaml)
  return source && parseWith(EntrySchema, source).value
}

function amend(
  yaml: string,
  file: EntryFile,
  name: string,
  { version = "", state, description = "", image, force }: Options,
): string {
  const known = file.versions.find((candidate) => candidate.version === version)
  if (state !== undefined) {
    if (!known) throw new HubError("usage", `The entry has no version ${version}: record its normal state first`)
    const before = known.states.find((candidate) => candidate.name === state)
    if (before && !force)
      throw new HubError("usage", `${version} has a state ${state} already`, { hint: "--force replaces its capture" })
    if (before && before.capture !== name)
      throw new HubError("usage", `The state ${state} has its capture in ${before.capture}`)
    return before ? yaml : withState(yaml, version, { name: state, description, capture: name })
  }
  if (known) {
    if (known.capture !== name) throw new HubError("usage", `${version} has its capture in ${known.capture}`)
    if (!force)
      throw new HubError("usage", `The entry has version ${version} already`, { hint: "--force replaces its capture" })
    return yaml
  }
  const newest = file.versions[0]
  const own = image ?? (newest?.image === undefined ? undefined : imageOfVersion(newest.image, newest.version, version))
  if (newest?.image !== undefined && own === undefined)
    throw new HubError("usage", "The image of this version is not to be guessed from the last one's", {
      hint: "Give --image",
    })
  return withVersion(yaml, { version, ...(own === undefined ? {} : { image: own }), capture: name })
}
