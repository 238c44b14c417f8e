import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { z } from "zod"
import { identities } from "@/lib/contribute/review/identity"
import { OWNERS_FILE } from "@/lib/contribute/review/limits"
import { codeOwners } from "@/lib/contribute/review/owners"
import { command } from "./command"
import { registry } from "./registry"

export const owners = command({
  summary: "Write .github/CODEOWNERS from the maintainers of the entries",
  options: z.object({
    repository: z.string().default(".").describe("top folder of the repository"),
    registry: z
      .string()
      .default("catalog")
      .transform((folder) => folder.replace(/^\.?\/*|\/+$/g, ""))
      .describe("folder of the registry in it; . for its top"),
    check: z.boolean().default(false).describe("only tell whether it is current"),
  }),
  examples: ["exporterhub owners", "exporterhub owners --check"],
  async run({ options, json, terminal }) {
    const folder = options.registry === "." ? "" : options.registry
    const entries = await identities(registry(join(options.repository, folder)))
    const text = codeOwners(entries.values(), folder)
    const path = join(options.repository, OWNERS_FILE)
    const current = (await readFile(path, "utf8").catch(() => undefined)) === text
    if (!options.check && !current) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    }
    const state = current ? "current" : options.check ? "stale" : "written"
    if (json) terminal.out(JSON.stringify({ file: OWNERS_FILE, entries: entries.size, state }, null, 2))
    else terminal.out(`${OWNERS_FILE} is ${state}${state === "stale" ? ": exporterhub owners writes it" : ""}`)
    return state === "stale" ? 1 : 0
  },
})
