import type { Capture } from "@/lib/catalog/capture"
import type { Entry } from "@/lib/catalog/entry"
import { type LoadedEntry, loadEntry } from "@/lib/catalog/load-entry"
import type { FileSource } from "@/lib/catalog/source"
import { type VersionDiff, versionDiff } from "@/lib/checks/diff-impact"
import { validateEntry } from "@/lib/checks/validate"
import { HubError } from "@/lib/error"
import type { Problem } from "@/lib/problem"
import { withState, withVersion } from "./amend-entry"
import { compareVersions, imageOfVersion } from "./versions"

/** A new version of an exporter, recorded. */
export interface BumpRequest {
  version: string
  capture: Recorded
  /** Further states by name; their descriptions are those of the version before. */
  states: ReadonlyMap<string, Recorded>
  image?: string
  /** Also a version that is older than the newest, or there already. */
  force: boolean
}

interface Recorded {
  text: string
  parsed: Capture
}

/** What the new version changes, and the files that make it part of the entry. */
export interface Bump {
  diff: VersionDiff
  /** States that the version before was recorded in, and this one is not. */
  missingStates: readonly string[]
  /** What the checks say of the entry with the new version. */
  problems: readonly Problem[]
  /** Text by path in the registry. */
  files: ReadonlyMap<string, string>
}

/** Works out what a new version means for an entry; writes nothing. Throws HubError("usage") for a version that does not fit. */
export async function bump(loaded: LoadedEntry, request: BumpRequest): Promise<Bump> {
  const { id, entry, texts, problems } = loaded
  const yaml = texts.get(`${id}/entry.yaml`)
  if (!entry || yaml === undefined || loaded.broken.has("captures"))
    throw new HubError("usage", `The entry ${id} is broken: ${problems[0]?.message}`, {
      hint: `exporterhub validate ${id} shows everything`,
    })
  const before = versionBefore(entry, request)
  const amended = amend(yaml, entry, request)
  const files = new Map<string, string>([[`${id}/entry.yaml`, amended], ...captureFiles(id, request)])
  const after = await loadEntry(overlaid(texts, files), id)
  const now = after.entry?.versions.find(({ version }) => version === request.version)
  if (!now) throw new HubError("usage", `${id} cannot take this version: ${after.problems[0]?.message}`)
  const diff = versionDiff(entry, before, now)
  const log = texts.get(`${id}/CHANGELOG.md`)
  if (log !== undefined) files.set(`${id}/CHANGELOG.md`, withLine(log, changeLine(request, diff)))
  return {
    diff,
    missingStates: before.states.map(({ name }) => name).filter((name) => !request.states.has(name)),
    problems: validateEntry(after),
    files,
  }
}

/** The version that the new one is compared with: the newest of the others, or the next older one. */
function versionBefore(entry: Entry, { version, force }: BumpRequest) {
  const others = entry.versions.filter((one) => one.version !== version)
  const [newest] = others
  if (!force && others.length < entry.versions.length)
    throw new HubError("usage", `${entry.id} has version ${version} already`, { hint: "--force records it anew" })
  if (!newest) throw new HubError("usage", `${entry.id} has no other version to compare ${version} with`)
  if (!force && compareVersions(version, newest.version) <= 0)
    throw new HubError("usage", `${version} is not newer than ${newest.version}`, {
      hint: "--force puts it in between",
    })
  return others.find((one) => compareVersions(one.version, version) < 0) ?? newest
}

function amend(yaml: string, entry: Entry, { version, image, states }: BumpRequest): string {
  const [newest] = entry.versions
  const known = entry.versions.find((one) => one.version === version)
  const guessed = newest?.image === undefined ? undefined : imageOfVersion(newest.image, newest.version, version)
  const own = image ?? guessed
  if (!known && newest?.image !== undefined && own === undefined)
    throw new HubError("usage", "The image of this version is not to be guessed from the last one's", {
      hint: "Give --image",
    })
  const head = { version, capture: captureName(version), ...(own === undefined ? {} : { image: own }) }
  let text = known ? yaml : withVersion(yaml, head)
  for (const name of states.keys()) {
    if (known?.states.some((state) => state.name === name)) continue
    const description = entry.versions.flatMap((one) => one.states).find((state) => state.name === name)?.description
    if (description === undefined)
      throw new HubError("usage", `No version of ${entry.id} has a state ${name}`, {
        hint: `exporterhub capture --entry ${entry.id} --state ${name} --description "…" records a new one`,
      })
    text = withState(text, version, { name, description, capture: captureName(version, name) })
  }
  return text
}

function captureFiles(id: string, { version, capture, states }: BumpRequest): [string, string][] {
  return [
    [`${id}/${captureName(version)}`, capture.text],
    ...[...states].map(([name, { text }]): [string, string] => [`${id}/${captureName(version, name)}`, text]),
  ]
}

function captureName(version: string, state?: string): string {
  return `captures/${version}${state === undefined ? "" : `-${state}`}.prom`
}

/** The entry with some files more or other ones, in memory. */
function overlaid(texts: ReadonlyMap<string, string>, files: ReadonlyMap<string, string>): FileSource {
  const all = new Map([...texts, ...files])
  return {
    list: async (folder) => [...all.keys()].filter((file) => file.startsWith(`${folder}/`)).sort(),
    read: async (path) => {
      const text = all.get(path)
      if (text === undefined) throw new HubError("not-found", `Cannot read ${path}`)
      return text
    },
  }
}

/** One line of a changelog: when it was recorded, which version, and how its metrics differ. */
function changeLine({ version, capture }: BumpRequest, diff: VersionDiff): string {
  const count = (kind: string) => diff.metrics.filter((change) => change.kind === kind).length
  const parts = ["added", "removed", "changed"].flatMap((kind) => (count(kind) > 0 ? [`${count(kind)} ${kind}`] : []))
  const words = parts.length === 0 ? "the metrics of" : `metrics against`
  const detail = parts.length === 0 ? `${words} ${diff.from}` : `${words} ${diff.from}: ${parts.join(", ")}`
  return `- ${capture.parsed.provenance.captured.slice(0, 10)}: version ${version}, ${detail}`
}

/** The newest line stands first, below the title and what is said under it. */
function withLine(log: string, line: string): string {
  const lines = log.trimEnd().split("\n")
  const first = lines.findIndex((text) => text.startsWith("- "))
  if (first !== -1) return `${[...lines.slice(0, first), line, ...lines.slice(first)].join("\n")}\n`
  return `${[...lines, ...(lines.at(-1) === "" ? [] : [""]), line].join("\n").trimStart()}\n`
}
