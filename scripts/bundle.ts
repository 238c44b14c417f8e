import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { z } from "zod"
import { buildBundle, targetOf } from "@/lib/bundle/build"
import type { Bundle } from "@/lib/bundle/bundle"
import { HubError } from "@/lib/error"
import { bundleOptions, bundleRequest } from "./bundle-request"
import { command } from "./command"

export const bundle = command({
  summary: "Render the install bundle of entries for one target",
  words: "<entry…>",
  options: z.object({
    ...bundleOptions,
    target: z.string().default("operator").describe("output format: operator or prometheus"),
    output: z.string().optional().describe("folder to write to, or - for standard output"),
  }),
  examples: [
    "exporterhub bundle redis-exporter --set address=redis://redis.default:6379 -o - | kubectl apply --server-side -f -",
    "exporterhub bundle redis-exporter node-exporter --target prometheus --set redis-exporter.address=redis://db:6379 -o out",
  ],
  async run({ options, words, json, terminal }) {
    const request = await bundleRequest(options, words)
    const made = buildBundle(options.target, request)
    const { output } = options
    if (json && output === "-") throw new HubError("usage", "--json and -o - both want standard output")
    if (output === "-") {
      terminal.out(streamOf(made))
      return 0
    }
    if (output !== undefined) await write(output, made)
    const files = made.files.map(({ path, content }) => ({ path, bytes: Buffer.byteLength(content) }))
    if (json) terminal.out(JSON.stringify({ digest: made.digest, files }, null, 2))
    else {
      for (const { path, bytes } of files) terminal.out(`${path}  ${bytes} bytes`)
      terminal.out(made.digest)
      if (output === undefined) terminal.err("Nothing was written; -o <folder> writes the files, -o - prints them")
      else terminal.err(`Next: ${targetOf(made.target).usage(output, request)}`)
    }
    return 0
  },
})

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

async function write(folder: string, { files }: Bundle): Promise<void> {
  for (const { path, content } of files) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true }).catch((cause) => {
      throw new HubError("usage", `Cannot write to ${folder}`, { cause })
    })
    await writeFile(target, content)
  }
}
