import { z } from "zod"
import type { FileSource } from "@/lib/catalog/source"
import { type Path, parseYaml, type YamlSource } from "@/lib/catalog/yaml-source"
import type { Problem } from "@/lib/problem"

/** What names an entry and says whose it is, as far as it can be read without the rest. */
export interface Identity {
  id: string
  aliases: readonly string[]
  maintainers: readonly string[]
  source: string
  file: YamlSource
}

/** Broken parts are for the checks on the entry to tell. */
const Names = z.object({
  aliases: z.array(z.string()).catch([]),
  maintainers: z.array(z.string()).catch([]),
  source: z.string().catch(""),
})

/** The identities of all entries of a registry by id; entries whose `entry.yaml` is no YAML are left out. */
export async function identities(source: FileSource): Promise<ReadonlyMap<string, Identity>> {
  const found = new Map<string, Identity>()
  for (const path of await source.list("")) {
    const id = /^([^/]+)\/entry\.yaml$/.exec(path)?.[1]
    if (id === undefined) continue
    const { source: file } = parseYaml(path, await source.read(path))
    const names = Names.safeParse(file?.value).data
    if (file && names) found.set(id, { id, ...names, file })
  }
  return found
}

interface Names {
  base: ReadonlyMap<string, Identity>
  head: ReadonlyMap<string, Identity>
  /** The login of who proposes the change. */
  author: string | undefined
}

/** Takeovers, renamed folders and names of other entries; files are relative to the registry. */
export function identityProblems(changed: readonly string[], names: Names): Problem[] {
  return changed.flatMap((id) => {
    const now = names.head.get(id)
    if (!now) return []
    const before = names.base.get(id)
    const found = before ? stolen(before, now, names.author) : renamed(now, names)
    return found ? [found] : clashes(now, before, names.head)
  })
}

/** Whether a login is among maintainers; GitHub does not tell upper from lower case. */
export function maintains(login: string | undefined, maintainers: readonly string[]): boolean {
  return login !== undefined && maintainers.some((each) => each.toLowerCase() === login.toLowerCase())
}

function stolen(before: Identity, now: Identity, author: string | undefined): Problem | undefined {
  if (maintains(author, before.maintainers)) return undefined
  const hint = `Let one of its maintainers propose it: ${before.maintainers.join(", ")}`
  if (normal(before.source) !== normal(now.source))
    return problem("stolen-id", now, ["source"], `${now.id} would lead to another source`, hint)
  if (before.maintainers.some((login) => maintains(login, now.maintainers))) return undefined
  return problem("stolen-id", now, ["maintainers"], `${now.id} would lose all of its maintainers`, hint)
}

function normal(url: string): string {
  return url.toLowerCase().replace(/^https?:\/\/(www\.)?|\.git$|\/+$/g, "")
}

function renamed(now: Identity, { base, head }: Names): Problem | undefined {
  const gone = [...base.values()].find(({ id, source }) => !head.has(id) && normal(source) === normal(now.source))
  return (
    gone &&
    problem("renamed-id", now, [], `${gone.id} is renamed to ${now.id}`, `Keep the folder; ${now.id} can be an alias`)
  )
}

function clashes(now: Identity, before: Identity | undefined, head: ReadonlyMap<string, Identity>): Problem[] {
  const others = [...head.values()].filter(({ id }) => id !== now.id)
  const own = before
    ? []
    : others.flatMap((other) => {
        const alike = plain(other.id) === plain(now.id)
        if (!alike && !other.aliases.includes(now.id)) return []
        const message = alike ? `${now.id} is too much like ${other.id}` : `${now.id} is an alias of ${other.id}`
        return [problem("id-clash", now, [], message, "Take the upstream project's name")]
      })
  const aliases = now.aliases.flatMap((alias, i) =>
    before?.aliases.includes(alias) || !others.some(({ id }) => id === alias)
      ? []
      : [problem("id-clash", now, ["aliases", i], `The alias ${alias} is the id of another entry`, "Remove the alias")],
  )
  return [...own, ...aliases]
}

/** Equal for ids that people would take for one another. */
function plain(id: string): string {
  return id
    .replace(/[^a-z0-9]/g, "")
    .replace(/[1l]/g, "i")
    .replace(/0/g, "o")
}

function problem(check: string, { file }: Identity, path: Path, message: string, hint: string): Problem {
  return { check, severity: "error", file: file.file, ...file.locate(path), message, hint }
}
