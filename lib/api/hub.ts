import type { ChangelogItem } from "@/lib/catalog/changelog"
import type { Entry } from "@/lib/catalog/entry"
import type { EntryOrigin } from "@/lib/catalog/registries"
import type { MutationEvidence } from "@/lib/checks/mutation-evidence"
import { HubError } from "@/lib/error"
import { nearestNames } from "@/lib/nearest-names"
import type { SearchDocument, SearchEngine } from "@/lib/search/engine"
import type { EntryCard } from "@/lib/stats/entry-card"

/** What the latest commits did to an entry, newest first, and how many older ones there are. */
export interface EntryChangelog {
  items: readonly ChangelogItem[]
  older: number
  shallow: boolean
}

/** What the API is answered from. */
export interface ApiHub {
  entries: readonly Entry[]
  byId: ReadonlyMap<string, Entry>
  /** What can be found of all entries; read anew each time. */
  documents(): readonly SearchDocument[]
  /** Of the same entries, in the same order: what lists and sums need, so that large parts need not be read. */
  cards: readonly EntryCard[]
  /** By the entry's id, then by kind and name of the rule. */
  mutations: ReadonlyMap<string, ReadonlyMap<string, MutationEvidence>>
  /** Where each entry comes from, by its id. */
  origins: ReadonlyMap<string, EntryOrigin>
  /** Version of the hub's own software. */
  version: string
  search(): Promise<SearchEngine>
  /** A file of the registry as it lies there. */
  text(file: string): Promise<string>
  /** Throws HubError where there is no history. */
  changelog(entry: string): Promise<EntryChangelog>
}

/** The thing of that name; throws HubError("not-found") with names that are near. */
export function found<T>(thing: T | undefined, what: string, name: string, known: Iterable<string>): T {
  if (thing !== undefined) return thing
  const near = nearestNames(name.slice(0, 100), [...known])
  throw new HubError("not-found", `There is no ${what} "${name.slice(0, 100)}"`, {
    ...(near.length > 0 ? { hint: `Did you mean ${near.join(" or ")}?` } : {}),
  })
}

/** The entry with this id; throws HubError("not-found"). */
export function entryOf({ byId }: Pick<ApiHub, "byId">, id: string): Entry {
  return found(byId.get(id), "entry", id, byId.keys())
}
