import { join } from "node:path"
import { z } from "zod"
import { writeTogether } from "@/lib/adapters/write-files"
import { Version } from "@/lib/catalog/entry-file"
import { entryIds, loadEntry } from "@/lib/catalog/load-entry"
import { bump } from "@/lib/contribute/bump"
import { HubError } from "@/lib/error"
import { command } from "./command"
import { brokenNames, printBump } from "./print-bump"
import { type RecordedCapture, recordedCapture } from "./recorded-capture"
import { catalogOption, registry } from "./registry"
import { keyValues } from "./settings"

export const bumpEntry = command({
  summary: "Add a new version of an exporter to its entry, and say what it breaks",
  words: "<entry>",
  options: z.object({
    capture: z
      .string("is needed: a file that exporterhub capture has written")
      .describe("recorded scrape of the new version in its normal state"),
    version: Version.shape.version.optional().describe("the new version (default: what the capture says)"),
    state: z
      .array(z.string())
      .default([])
      .describe("further scrape: name=file, with a state that an older version has"),
    image: z.string().optional().describe("its image (default: the last one's with the new version in its tag)"),
    dryRun: z.boolean().default(false).describe("only say what it would break"),
    force: z.boolean().default(false).describe("also a version that is older, or there already"),
    ...catalogOption,
  }),
  examples: [
    "exporterhub bump redis-exporter --capture new.prom --dry-run",
    "exporterhub bump redis-exporter --capture new.prom --state replica=replica.prom --version 1.90.0",
  ],
  async run({ options, words, json, terminal }) {
    const [id = "", extra] = words
    if (extra !== undefined) throw new HubError("usage", `One entry at a time; "${extra}" is too much`)
    const source = registry(options.catalog)
    await entryIds(source, [id])
    const capture = await recordedCapture(options.capture)
    const version = options.version ?? capture.version
    const states = new Map<string, RecordedCapture>()
    for (const [name, files] of keyValues("state", options.state))
      states.set(name, await recordedCapture(files.at(-1) ?? ""))
    for (const recorded of [capture, ...states.values()])
      if (recorded.version !== version.split(/[-+]/)[0])
        throw new HubError(
          "usage",
          `${recorded.parsed.file} was recorded with version ${recorded.version}, not ${version}`,
        )
    const { image, force, dryRun } = options
    const result = await bump(await loadEntry(source, id), {
      version,
      capture,
      states,
      force,
      ...(image === undefined ? {} : { image }),
    })
    const files = new Map([...result.files].map(([path, text]) => [join(options.catalog, path), text]))
    if (!dryRun) {
      const fresh = [...files.keys()].filter((path) => path.endsWith(".prom"))
      await writeTogether(files, force ? [] : fresh)
    }
    const breaks = brokenNames(result.diff)
    const written = dryRun ? [] : [...files.keys()]
    const { diff, missingStates, problems } = result
    if (json) terminal.out(JSON.stringify({ entry: id, ...diff, breaks, missingStates, problems, written }, null, 2))
    else {
      printBump(terminal, id, result)
      for (const path of written) terminal.err(`written: ${path}`)
    }
    return breaks.length > 0 || problems.some(({ severity }) => severity === "error") ? 1 : 0
  },
})
