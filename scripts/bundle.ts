import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { z } from "zod"
import { targets } from "@/lib/bundle/all"
import { buildBundle, optionValues, targetOf } from "@/lib/bundle/build"
import type { Bundle } from "@/lib/bundle/bundle"
import type { Parameter } from "@/lib/catalog/parameter"
import { HubError } from "@/lib/error"
import { bundleOptions, bundleRequest } from "./bundle-request"
import { command } from "./command"
import type { Terminal } from "./terminal"

/** One flag for each option of any target; targets that share an option share its flag. */
const targetFlags = Object.fromEntries(
  targets
    .flatMap(({ options }) => options)
    .map((option) => [option.name, z.string().optional().describe(flagHelp(option))]),
)

export const bundle = command({
  summary: "Render the install bundle of entries for one target",
  words: "<entry…>",
  options: z.object({
    ...bundleOptions,
    target: z
      .string()
      .default("operator")
      .describe(`output format: ${targets.map(({ id }) => id).join(", ")}`),
    output: z
      .string()
      .optional()
      .describe("folder (for a chart or an archive also a file) to write to, or - for standard output"),
    ...targetFlags,
  }),
  examples: [
    "exporterhub bundle redis-exporter --set address=redis://redis.default:6379 -o - | kubectl apply --server-side -f -",
    "exporterhub bundle redis-exporter node-exporter --target prometheus --set redis-exporter.address=redis://db:6379 -o out",
    "exporterhub bundle redis-exporter --target helm --set address=redis://redis.default:6379 --chart-version 1.2.0 -o redis.tgz",
  ],
  async run({ options, words, json, terminal }) {
    const { output, examples } = options
    if (json && output === "-") throw new HubError("usage", "--json and -o - both want standard output")
    const asked = Object.entries(options).filter(([name, value]) => name in targetFlags && typeof value === "string")
    const request = {
      ...(await bundleRequest(options, words, terminal)),
      options: optionValues(options.target, Object.fromEntries(asked) as Record<string, string>, { examples }),
    }
    const made = buildBundle(options.target, request)
    if (output === "-") {
      print(made, terminal)
      return 0
    }
    const written = output === undefined ? undefined : await write(output, made)
    const files = filesOf(made).map(({ path, content }) => ({ path, bytes: Buffer.byteLength(content) }))
    if (json) terminal.out(JSON.stringify({ digest: made.digest, files }, null, 2))
    else {
      for (const { path, bytes } of files) terminal.out(`${path}  ${bytes} bytes`)
      terminal.out(made.digest)
      if (written === undefined) terminal.err("Nothing was written; -o <folder> writes the files, -o - prints them")
      else terminal.err(`Next: ${targetOf(made.target).usage(written, request)}`)
    }
    return 0
  },
})

function flagHelp(option: Parameter): string {
  const users = targets.filter(({ options }) => options.includes(option)).map(({ id }) => id)
  const preset = "default" in option && option.default !== undefined ? ` (default ${option.default})` : ""
  return `${users.join(", ")}: ${option.description}${preset}`
}

/** What is written: the archive for targets that are handed over as one, else the files. */
function filesOf({ files, archive }: Bundle): { path: string; content: string | Uint8Array; executable?: boolean }[] {
  return archive ? [{ path: archive.name, content: archive.bytes }] : [...files]
}

function print(made: Bundle, terminal: Terminal): void {
  if (!made.archive) {
    terminal.out(streamOf(made))
    return
  }
  if (process.stdout.isTTY) throw new HubError("usage", `${made.archive.name} is no text; send it to a file`)
  process.stdout.write(made.archive.bytes)
}

/** Kubernetes takes several files as one stream; files that are not objects are told apart by their names. */
function streamOf({ files, objects }: Bundle): string {
  if (objects.length > 0)
    return files
      .map(({ content }) => content)
      .join("")
      .trimEnd()
  return files
    .map(({ path, content }) => `# ${path}\n${content}`)
    .join("\n")
    .trimEnd()
}

/** Writes into a folder, or an archive to the file that was named; answers the path to go on with. */
async function write(output: string, made: Bundle): Promise<string> {
  const isFile = made.archive !== undefined && /\.(tgz|tar|tar\.gz)$/.test(output)
  const folder = isFile ? dirname(output) : output
  for (const { path, content, executable } of filesOf(made)) {
    const target = isFile ? output : join(folder, path)
    await mkdir(dirname(target), { recursive: true }).catch((cause) => {
      throw new HubError("usage", `Cannot write to ${folder}`, { cause })
    })
    await writeFile(target, content, { mode: executable ? 0o755 : 0o644 })
  }
  return made.archive && !isFile ? join(folder, made.archive.name) : output
}
