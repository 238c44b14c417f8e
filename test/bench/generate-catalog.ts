// Writes a catalog of any size, derived from ours, into a folder:
//   npx tsx test/bench/generate-catalog.ts <folder> [--entries 1000] [--rules 10]
// Each entry is one of ours under another name with a part of its rules, their tests and runbooks, its dashboards, and
// captures that hold the metrics which those name and a part of the others. The same arguments write the same files.
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { parse, stringify } from "yaml"
import { disk } from "@/lib/adapters/disk"

const OURS = fileURLToPath(new URL("../../catalog", import.meta.url))
/** Families in a capture beside those that rules and dashboards name. */
const MORE_FAMILIES = 20

interface Rule {
  alert?: string
  record?: string
  expr: string
}
interface RuleFile {
  groups: { name: string; rules: Rule[] }[]
}
interface TestFile {
  rule_files: string[]
  tests: { alert_rule_test?: { alertname: string }[]; promql_expr_test?: unknown[] }[]
}
type Texts = ReadonlyMap<string, string>

/** Writes `entries` entries with `rulesEach` rules each below `folder`; returns how many files and rules there are. */
export async function generateCatalog(
  folder: string,
  entries: number,
  rulesEach = 10,
): Promise<{ files: number; rules: number }> {
  const models = await ours()
  let files = 0
  let rules = 0
  for (let i = 0; i < entries; i++) {
    const [name = "", texts = new Map()] = models[i % models.length] ?? []
    const id = `${name}-${i}`
    const made = derived(texts, Math.floor(i / models.length), i, rulesEach)
    rules += made.rules
    for (const [path, text] of made.files) {
      const file = join(folder, id, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
      files++
    }
  }
  return { files, rules }
}

/** Our entries: for each its files by their paths in its folder. */
async function ours(): Promise<[string, Texts][]> {
  const source = disk(OURS)
  const all = await source.list("")
  const names = [...new Set(all.flatMap((file) => (file.includes("/") ? [file.slice(0, file.indexOf("/"))] : [])))]
  return Promise.all(
    names.map(async (name): Promise<[string, Texts]> => {
      const own = all.filter((file) => file.startsWith(`${name}/`))
      const texts = own.map(async (file) => [file.slice(name.length + 1), await source.read(file)] as const)
      return [name, new Map(await Promise.all(texts))]
    }),
  )
}

function derived(
  texts: Texts,
  turn: number,
  i: number,
  rulesEach: number,
): { files: Map<string, string>; rules: number } {
  const of = (folder: string): [string, string][] => [...texts].filter(([path]) => path.startsWith(folder))
  const all = of("rules/").flatMap(([, text]) => (parse(text) as RuleFile).groups.flatMap(({ rules }) => rules))
  const chosen = new Set(all.map((_, k) => all[(k + turn * rulesEach) % all.length]).slice(0, rulesEach))
  const names = new Set([...chosen].map((rule) => rule?.alert ?? rule?.record ?? ""))
  const files = new Map<string, string>()

  const entry = parse(texts.get("entry.yaml") ?? "") as { title: string; summary: string; aliases: string[] }
  const title = `${entry.title.slice(0, 50)} ${i}`
  files.set("entry.yaml", stringify({ ...entry, title, aliases: [...(entry.aliases ?? []), `alias-${i}`] }))
  files.set("README.md", `${texts.get("README.md")}\n\nNumber ${i}.\n`)
  for (const [path, text] of of("dashboards/")) files.set(path, text)
  for (const [path, text] of of("runbooks/")) if (names.has(path.slice(9, -3))) files.set(path, text)

  let kept = ""
  for (const [path, text] of of("rules/")) {
    const groups = (parse(text) as RuleFile).groups.map((group) => ({
      ...group,
      rules: group.rules.filter(({ alert, record }) => names.has(alert ?? record ?? "")),
    }))
    const filled = groups.filter(({ rules }) => rules.length > 0)
    if (filled.length > 0) files.set(path, stringify({ groups: filled }))
    kept += JSON.stringify(filled)
  }
  for (const [path, text] of of("tests/")) {
    const file = parse(text) as TestFile
    const tests = file.tests.flatMap((test) => {
      const alerts = (test.alert_rule_test ?? []).filter(({ alertname }) => names.has(alertname))
      return alerts.length > 0 ? [{ ...test, alert_rule_test: alerts, promql_expr_test: [] }] : []
    })
    const paths = file.rule_files.filter((rules) => files.has(rules.replace("../", "")))
    if (tests.length > 0) files.set(path, stringify({ ...file, rule_files: paths, tests }))
  }
  for (const [, text] of of("dashboards/")) kept += text
  for (const [path, text] of of("captures/")) files.set(path, thinned(text, kept))
  return { files, rules: chosen.size }
}

/** A capture with the families that `used` names, and some others. */
function thinned(text: string, used: string): string {
  const blocks = text.split(/^(?=# HELP )/m)
  const [head = "", ...families] = blocks
  let others = 0
  const isKept = (block: string): boolean => {
    const name = /^# HELP (\S+)/.exec(block)?.[1] ?? ""
    return used.includes(name) || others++ < MORE_FAMILIES
  }
  return head + families.filter(isKept).join("")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { entries: { type: "string", default: "1000" }, rules: { type: "string", default: "10" } },
  })
  const [folder] = positionals
  if (!folder) throw new Error("usage: generate-catalog.ts <folder> [--entries 1000] [--rules 10]")
  const made = await generateCatalog(folder, Number(values.entries), Number(values.rules))
  console.log(`${values.entries} entries, ${made.rules} rules, ${made.files} files in ${folder}`)
}
