import "server-only"
import { basename, join } from "node:path"
import { guarded } from "@/app/search/guarded"
import { disk } from "@/lib/adapters/disk"
import { geistFonts } from "@/lib/adapters/fonts"
import { git } from "@/lib/adapters/git"
import { github } from "@/lib/adapters/github"
import { type ClusterContext, clusterClient, contexts } from "@/lib/adapters/kubernetes"
import { layeredCatalog } from "@/lib/adapters/layered-catalog"
import { meilisearch } from "@/lib/adapters/meilisearch"
import { type EntryMutationEvidence, evidenceOf } from "@/lib/adapters/mutation-evidence"
import { promtool, promtoolVersion } from "@/lib/adapters/promtool"
import type { BaseRegistry, OpenRegistry } from "@/lib/adapters/registries"
import { type ChangelogItem, changelog } from "@/lib/catalog/changelog"
import type { Entry } from "@/lib/catalog/entry"
import { isStale } from "@/lib/catalog/freshness"
import { commitsByEntry } from "@/lib/catalog/history"
import { type EntryOrigin, parseRegistries } from "@/lib/catalog/registries"
import type { FileSource } from "@/lib/catalog/source"
import { entryUses, joinedUses, type MetricUses } from "@/lib/checks/metric-uses"
import type { RuleRunner } from "@/lib/checks/rule-runner"
import type { ClusterClient } from "@/lib/cluster/client"
import type { Forge } from "@/lib/contribute/forge"
import { HubError } from "@/lib/error"
import { durationMs } from "@/lib/promql/duration"
import { documents } from "@/lib/search/documents"
import { embeddedEngine } from "@/lib/search/embedded"
import type { SearchDocument } from "@/lib/search/engine"
import { suggestIndex } from "@/lib/search/suggest-index"
import { type EntryCard, entryCard } from "@/lib/stats/entry-card"
import { refreshed } from "./refreshed"

/** The entries that are fit to be shown. */
export interface Catalog {
  /** Their large parts are read when they are used: to list entries, or to sum them up, take `cards`. */
  entries: readonly Entry[]
  /** Of the same entries, in the same order. */
  cards: readonly EntryCard[]
  byId: ReadonlyMap<string, Entry>
  /** What can be found of all entries; read anew each time. */
  documents(): SearchDocument[]
  /** Who uses which metric anywhere in the catalog. */
  uses(): MetricUses
  /** What mutation testing on this machine has shown of each entry, by its id; entries that were not tried are missing. */
  mutations: ReadonlyMap<string, EntryMutationEvidence>
  /** Where each entry comes from, by its id. */
  origins: ReadonlyMap<string, EntryOrigin>
  /** The one on top first. */
  registries: readonly OpenRegistry[]
  source: FileSource
}

const FOLDER = process.env.EXPORTERHUB_CATALOG
/** The registry at the bottom. */
const BASE: BaseRegistry = FOLDER
  ? { name: basename(FOLDER), folder: FOLDER }
  : { name: "exporterhub", folder: join(process.cwd(), "catalog") }
/** While someone edits entries beside `next dev`, the catalog is read again. Milliseconds. */
const DEVELOPMENT_MS = 30_000

/** Commits of one entry whose files are compared; with more the page gets long, and reading them slow. */
const CHANGELOG_LENGTH = 100

/** Whether this hub belongs to one person, who may have bundles applied with the kubeconfig of this machine. */
export function isLocal(): boolean {
  return process.env.EXPORTERHUB_MODE !== "public"
}

/** Where the world finds this hub, without a slash at the end; alerts of a bundle then link to their runbook here. */
export function siteUrl(): string | undefined {
  return process.env.EXPORTERHUB_URL?.replace(/\/+$/, "") || undefined
}

/** Whether nobody has verified an entry for so long that pages say so. */
export function isUnverified({ captured }: { captured: string | undefined }): boolean {
  return isStale(captured, Date.now())
}

/** The catalog: read once, and with EXPORTERHUB_REFRESH again after that time, while the one before still answers. */
export const catalog = refreshed(readCatalog, {
  maxAgeMs: process.env.NODE_ENV === "development" ? DEVELOPMENT_MS : refreshMs(),
  waits: process.env.NODE_ENV === "development",
  log: (error) => console.error("The catalog could not be read again; the one before stays.", error),
})

/** A file of the registry as it lies there; throws HubError("not-found"). */
export async function catalogText(file: string): Promise<string> {
  return (await catalog()).source.read(file)
}

/** The file of all values that the design is made of. */
export const designTokens = () => disk(join(process.cwd(), "app")).read("tokens.css")

/** The fonts of the site, for pictures that are drawn here. */
export const fonts = refreshed(() => geistFonts(process.cwd()))

/**
 * The search engine: Meilisearch where MEILI_URL names one, which `exporterhub index` fills; else one in this process,
 * filled with the catalog. When Meilisearch fails, searching fails: another engine would answer from other documents.
 */
export const searchEngine = ofCatalog(async (found) => {
  const { MEILI_URL: url, MEILI_KEY: key, MEILI_INDEX: index } = process.env
  if (url) return guarded(meilisearch({ url, key: key || undefined, index: index || undefined }))
  return embeddedEngine(found.documents(), new Set(found.cards.filter(isUnverified).map(({ id }) => id)))
})

/** The names in the catalog as JSON, for suggestions that a browser makes. */
export const suggestions = ofCatalog(async (found) => JSON.stringify(suggestIndex(found.documents())))

/** The commits of the registry at the bottom and of each of its entries. HubError where this copy has no Git history. */
export const catalogHistory = (): ReturnType<typeof historyOf> => historyOf(BASE.folder)

/** What the latest commits did to an entry, newest first, and how many older ones there are. HubError as catalogHistory. */
export async function entryChangelog(id: string): Promise<{ items: ChangelogItem[]; older: number; shallow: boolean }> {
  const { origins, registries } = await catalog()
  const folder = registries.find(({ name }) => name === origins.get(id)?.registry)?.folder ?? BASE.folder
  const { byEntry, shallow } = await historyOf(folder)
  const commits = byEntry.get(id) ?? []
  const items = await changelog(git(folder), commits.slice(0, CHANGELOG_LENGTH))
  return { items, older: commits.length - items.length, shallow }
}

const histories = ofCatalog(async () => new Map<string, ReturnType<typeof readHistory>>())

/** The history of the registry in `folder`, read when first asked for. */
async function historyOf(folder: string) {
  const known = await histories()
  const history = known.get(folder) ?? readHistory(folder)
  known.set(folder, history)
  // A failure is not remembered: the next request tries again.
  history.catch(() => known.delete(folder))
  return history
}

async function readHistory(folder: string) {
  const history = await git(folder).log()
  return { ...history, byEntry: commitsByEntry(history) }
}

/** Runs unit tests of rules; HubError("missing-tool") where there is no promtool. Not there on a public hub: it is work. */
export async function ruleRunner(): Promise<RuleRunner> {
  if (!isLocal())
    throw new HubError("missing-tool", "This hub runs no tests of strangers", {
      hint: "npx exporterhub test runs them in a clone of the catalog",
    })
  const version = await promtoolVersion()
  if (version === undefined)
    throw new HubError("missing-tool", "promtool is not installed here", { hint: "It comes with Prometheus" })
  return promtool(version)
}

/** The repository on GitHub that proposals go to: owner/name; undefined where EXPORTERHUB_REPOSITORY names none. */
export function proposalRepository(): string | undefined {
  return process.env.EXPORTERHUB_REPOSITORY || undefined
}

/** GitHub as whoever the token belongs to. HubError("not-found") where proposals go nowhere. */
export function forge(token: string | undefined): Forge {
  const repository = proposalRepository()
  if (!repository) {
    throw new HubError("not-found", "This hub does not know which repository its entries come from", {
      hint: "Whoever runs it sets EXPORTERHUB_REPOSITORY to owner/name; the files can be downloaded meanwhile",
    })
  }
  const api = (process.env.GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, "")
  return github(repository, { api, token })
}

/** The clusters that can be chosen: the contexts of the user's own kubeconfig. Not there on a public hub. */
export async function clusterContexts(): Promise<ClusterContext[]> {
  mustBeLocal()
  return contexts()
}

/** One of these clusters; the kubeconfig is read again each time, as kubectl does. Not there on a public hub. */
export async function cluster(context: string): Promise<ClusterClient> {
  mustBeLocal()
  return clusterClient(context)
}

function mustBeLocal(): void {
  if (!isLocal()) throw new HubError("not-found", "This hub has no clusters")
}

const open: { close(): void }[] = []

async function readCatalog(): Promise<Catalog> {
  const specs = parseRegistries(process.env.EXPORTERHUB_REGISTRIES ?? "")
  const read = await layeredCatalog(specs, BASE, {
    code: join(process.cwd(), "lib"),
    note: entryCard,
    derive: (entry) => ({ documents: documents([entry]), uses: entryUses(entry) }),
  })
  // Requests may still be using the catalog before this one, but none is as old as the one before that.
  open.push(read)
  if (open.length > 2) open.shift()?.close()
  const { entries: stored, broken, registries, source } = read
  for (const { name, commit, stale } of registries)
    if (stale) console.error(`${stale.message}. The hub shows ${name} as of ${commit?.slice(0, 12)}.`)
  // A running site must not go down with one entry.
  for (const { id, problem } of broken)
    console.error(
      `The entry ${id} is broken: ${problem?.file}:${problem?.line}: ${problem?.message}. The site goes on without it.`,
    )
  const remembered = await Promise.all(stored.map((item) => evidenceOf(item.id, item.evidenceDigest)))
  const mutations = new Map(stored.flatMap(({ id }, i) => (remembered[i] ? [[id, remembered[i]] as const] : [])))
  const entries = stored.map(({ entry }) => entry)
  let uses: MetricUses | undefined
  return {
    entries,
    cards: stored.map(({ note }) => note),
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    documents: () =>
      stored.flatMap(({ origin: { registry }, derived }) =>
        registries.length > 1 ? derived().documents.map((found) => ({ ...found, registry })) : derived().documents,
      ),
    uses: () => {
      uses ??= joinedUses(stored.map((item) => item.derived().uses))
      return uses
    },
    mutations,
    origins: new Map(stored.map(({ id, origin }) => [id, origin])),
    registries,
    source,
  }
}

/** EXPORTERHUB_REFRESH in milliseconds; never without it. Throws HubError("usage") when it is no duration. */
function refreshMs(): number {
  const text = process.env.EXPORTERHUB_REFRESH
  if (!text) return Number.POSITIVE_INFINITY
  const ms = durationMs(text)
  if (!ms) throw new HubError("usage", `EXPORTERHUB_REFRESH must be a duration such as 10m, not "${text}"`)
  return ms
}

/** What is made of the catalog, made once for each state of it. */
function ofCatalog<T>(make: (found: Catalog) => Promise<T>): () => Promise<T> {
  const made = new WeakMap<Catalog, Promise<T>>()
  return async () => {
    const found = await catalog()
    const value = made.get(found) ?? make(found)
    made.set(found, value)
    // A failure is not remembered: the next request tries again.
    value.catch(() => made.delete(found))
    return value
  }
}
