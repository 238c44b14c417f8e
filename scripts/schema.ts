import { mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { z } from "zod"
import { DashboardFile } from "@/lib/catalog/dashboard-file"
import { EntryFile } from "@/lib/catalog/entry-file"
import { RuleFile } from "@/lib/catalog/rule-file"
import { RuleTestFile } from "@/lib/catalog/rule-test-file"
import { command } from "./command"

const FOLDER = fileURLToPath(new URL("../public/schema/", import.meta.url))
const SCHEMAS = { entry: EntryFile, rules: RuleFile, tests: RuleTestFile, dashboard: DashboardFile }

/** JSON Schemas of the registry's files by file name, for editors. */
export function jsonSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })
      return [`${name}.json`, `${JSON.stringify(json, null, 2)}\n`]
    }),
  )
}

export const schema = command({
  summary: "Write the JSON Schemas of the registry's files to public/schema, for editors",
  options: z.object({ check: z.boolean().default(false).describe("only tell whether they are current") }),
  async run({ options, json, terminal }) {
    const files = Object.entries(jsonSchemas())
    const stale: string[] = []
    for (const [name, text] of files)
      if ((await readFile(FOLDER + name, "utf8").catch(() => "")) !== text) stale.push(name)
    if (!options.check) {
      await mkdir(FOLDER, { recursive: true })
      for (const [name, text] of files) await writeFile(FOLDER + name, text)
    }
    if (json) terminal.out(JSON.stringify({ files: files.map(([name]) => name), stale }, null, 2))
    else terminal.out(stale.length === 0 ? "current" : `${options.check ? "stale" : "written"}: ${stale.join(", ")}`)
    return options.check && stale.length > 0 ? 1 : 0
  },
})
