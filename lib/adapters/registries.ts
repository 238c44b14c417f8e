import {
  type LayeredRegistries,
  layer,
  type NamedSource,
  type RegistrySpec,
  withoutSecrets,
} from "@/lib/catalog/registries"
import type { HubError } from "@/lib/error"
import { disk } from "./disk"
import { gitRegistry } from "./git-registry"

/** A registry that was opened. */
export interface OpenRegistry {
  name: string
  /** Folder, or URL without credentials. */
  location: string
  /** Where its entries are on this disk. */
  folder: string
  /** Commit of a Git registry. */
  commit?: string
  /** When a Git registry was last asked, as an ISO 8601 time. */
  fetchedAt?: string
  /** Why what is shown of it may be old. */
  stale?: HubError
}

/** Registries laid over each other, ready to be read. */
export interface OpenRegistries extends LayeredRegistries {
  /** The one on top first. */
  registries: readonly OpenRegistry[]
}

/** The registry at the bottom. */
export interface BaseRegistry {
  name: string
  folder: string
}

/**
 * Opens `specs`, the first one on top, over the registry `base`. Without specs that one is read as it is, so that a folder
 * without an entry.yaml is reported. Throws HubError when one cannot be opened and there is no copy of it.
 */
export async function openRegistries(
  specs: readonly RegistrySpec[],
  base: BaseRegistry,
  options: { cache?: string; timeoutMs?: number } = {},
): Promise<OpenRegistries> {
  const opened = await Promise.all(specs.map((spec) => open(spec, options)))
  const all = [...opened, { registry: { ...base, location: base.folder }, source: disk(base.folder) }]
  const layered = await layer(all.map(({ registry: { name }, source }): NamedSource => ({ name, source })))
  const registries = all.map(({ registry }) => registry)
  return specs.length === 0 ? { ...layered, source: disk(base.folder), registries } : { ...layered, registries }
}

async function open({ name, place }: RegistrySpec, options: { cache?: string; timeoutMs?: number }) {
  if (place.kind === "folder") {
    return {
      registry: { name, location: place.path, folder: place.path } satisfies OpenRegistry,
      source: disk(place.path),
    }
  }
  const { folder, commit, fetchedAt, stale } = await gitRegistry(place, options)
  const registry: OpenRegistry = {
    name,
    location: withoutSecrets(place.url),
    folder,
    commit,
    fetchedAt,
    ...(stale === undefined ? {} : { stale }),
  }
  return { registry, source: disk(folder) }
}
