import type { EntryOrigin, RegistrySpec } from "@/lib/catalog/registries"
import type { FileSource } from "@/lib/catalog/source"
import { type StoredCatalog, type StoredEntry, type StoreOptions, storedCatalog } from "./catalog-store"
import { type BaseRegistry, type OpenRegistry, openRegistries } from "./registries"

/** An entry and where it comes from. */
export interface LayeredEntry<N, D> extends StoredEntry<N, D> {
  origin: EntryOrigin
}

/** All registries as one catalog. */
export interface LayeredCatalog<N, D> {
  /** By id. */
  entries: readonly LayeredEntry<N, D>[]
  broken: StoredCatalog<N, D>["broken"]
  /** The one on top first. */
  registries: readonly OpenRegistry[]
  source: FileSource
  /** Lets go of the files that hold the entries; none of them may be used afterwards. */
  close(): void
}

/**
 * The registries of `specs` over `base`. An entry is taken whole from the first registry that has it, also when it is broken
 * there: what is hidden on purpose must not come back by a slip. `options`: see storedCatalog. Throws HubError when a registry
 * cannot be opened.
 */
export async function layeredCatalog<N, D>(
  specs: readonly RegistrySpec[],
  base: BaseRegistry,
  options: Omit<StoreOptions<N, D>, "root">,
): Promise<LayeredCatalog<N, D>> {
  const { registries, origins, source } = await openRegistries(specs, base)
  const stored = await Promise.all(
    registries.map(async ({ name, folder }) => ({ name, ...(await storedCatalog({ ...options, root: folder })) })),
  )
  // In a registry that lies over another, a folder without an entry.yaml is none of ours.
  const isSeen = (name: string, id: string): boolean => (origins.get(id)?.registry ?? base.name) === name
  return {
    entries: stored
      .flatMap(({ name, entries }) =>
        entries.flatMap((entry): LayeredEntry<N, D>[] => {
          const origin = origins.get(entry.id)
          return origin?.registry === name ? [{ ...entry, origin }] : []
        }),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    broken: stored.flatMap(({ name, broken }) => broken.filter(({ id }) => isSeen(name, id))),
    registries,
    source,
    close() {
      for (const each of stored) each.close()
    },
  }
}
