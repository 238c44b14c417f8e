import "server-only"
import { join } from "node:path"
import { storedCatalog } from "@/lib/adapters/catalog-store"
import { disk } from "@/lib/adapters/disk"
import { geistFonts } from "@/lib/adapters/fonts"
import { git } from "@/lib/adapters/git"
import { type ClusterContext, clusterClient, contexts } from "@/lib/adapters/kubernetes"
import { meilisearch } from "@/lib/adapters/meilisearch"
import { type EntryMutationEvidence, evidenceOf } from "@/lib/adapters/mutation-evidence"
import { type ChangelogItem, changelog } from "@/lib/catalog/changelog"
import type { Entry } from "@/lib/catalog/entry"
import type { EntryCard } from "@/lib/catalog/entry-card"
import { commitsByEntry } from "@/lib/catalog/history"
import type { ClusterClient } from "@/lib/cluster/client"
import { HubError } from "@/lib/error"
import { documents } from "@/lib/search/documents"
import { embeddedEngine } from "@/lib/search/embedded"
import { suggestIndex } from "@/lib/search/suggest-index"

/** The entries that are fit to be shown. */
export interface Catalog {
  /** Their large parts are read when they are used: to list entries, or to sum them up, take `cards`. */
  entries: readonly Entry[]
  /** Of the same entries, in the same order. */
  cards: readonly EntryCard[]
  byId: ReadonlyMap<string, Entry>
  /** What mutation testing on this machine has shown of each entry, by its id; entries that were not tried are missing. */
  mutations: ReadonlyMap<string, EntryMutationEvidence>
}

const FOLDER = process.env.EXPORTERHUB_CATALOG ?? join(process.cwd(), "catalog")
/** While someone edits entries beside `next dev`, the catalog is read again; otherwise it stays as it is. Milliseconds. */
const FRESH_MS = process.env.NODE_ENV === "development" ? 30_000 : Number.POSITIVE_INFINITY

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

/** The catalog, read once per process. */
export const catalog = cached(readCatalog)

/** A file of the registry as it lies there; throws HubError("not-found"). */
export function catalogText(file: string): Promise<string> {
  return disk(FOLDER).read(file)
}

/** The fonts of the site, for pictures that are drawn here. */
export const fonts = cached(() => geistFonts(process.cwd()))

/**
 * The search engine: Meilisearch where MEILI_URL names one, which `exporterhub index` fills; else one in this process,
 * filled with the catalog. When Meilisearch fails, searching fails: another engine would answer from other documents.
 */
export const searchEngine = cached(async () => {
  const { MEILI_URL: url, MEILI_KEY: key, MEILI_INDEX: index } = process.env
  if (url) return meilisearch({ url, key: key || undefined, index: index || undefined })
  return embeddedEngine(documents((await catalog()).entries))
})

/** The names in the catalog as JSON, for suggestions that a browser makes. */
export const suggestions = cached(async () => JSON.stringify(suggestIndex(documents((await catalog()).entries))))

/** The commits of the registry and of each entry, read when first asked for. HubError where this copy has no Git history. */
export const catalogHistory = cached(async () => {
  const history = await git(FOLDER).log()
  return { ...history, byEntry: commitsByEntry(history) }
})

/** What the latest commits did to an entry, newest first, and how many older ones there are. HubError as catalogHistory. */
export async function entryChangelog(id: string): Promise<{ items: ChangelogItem[]; older: number; shallow: boolean }> {
  const { byEntry, shallow } = await catalogHistory()
  const commits = byEntry.get(id) ?? []
  const items = await changelog(git(FOLDER), commits.slice(0, CHANGELOG_LENGTH))
  return { items, older: commits.length - items.length, shallow }
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

async function readCatalog(): Promise<Catalog> {
  const { entries: stored, broken } = await storedCatalog(FOLDER, join(process.cwd(), "lib"))
  // A running site must not go down with one entry.
  for (const { id, problem } of broken)
    console.error(
      `The entry ${id} is broken: ${problem?.file}:${problem?.line}: ${problem?.message}. The site goes on without it.`,
    )
  const remembered = await Promise.all(stored.map((item) => evidenceOf(item.id, item.evidenceDigest)))
  const mutations = new Map(stored.flatMap(({ id }, i) => (remembered[i] ? [[id, remembered[i]] as const] : [])))
  const entries = stored.map(({ entry }) => entry)
  return {
    entries,
    cards: stored.map(({ card }) => card),
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    mutations,
  }
}

function cached<T>(load: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined
  let loadedAt = 0
  return () => {
    if (value === undefined || Date.now() - loadedAt > FRESH_MS) {
      loadedAt = Date.now()
      value = load()
      // A failure is not remembered: the next request tries again.
      value.catch(() => {
        value = undefined
      })
    }
    return value
  }
}
