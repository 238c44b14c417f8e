import { basename } from "node:path"
import { fileURLToPath } from "node:url"
import { z } from "zod"
import { disk } from "@/lib/adapters/disk"
import { type OpenRegistries, openRegistries } from "@/lib/adapters/registries"
import type { Entry } from "@/lib/catalog/entry"
import { isStale, verifiedAt } from "@/lib/catalog/freshness"
import { type LoadedEntry, loadEntries } from "@/lib/catalog/load-entry"
import { parseRegistries } from "@/lib/catalog/registries"
import type { FileSource } from "@/lib/catalog/source"
import { HubError } from "@/lib/error"
import { documents } from "@/lib/search/documents"
import type { SearchDocument } from "@/lib/search/engine"

const BUILT_IN = fileURLToPath(new URL("../catalog", import.meta.url))

/** The flag that every command on the registry takes. */
export const catalogOption = {
  catalog: z
    .string()
    .default(process.env.EXPORTERHUB_CATALOG ?? BUILT_IN)
    .describe("folder of the registry; those of EXPORTERHUB_REGISTRIES lie over it"),
}

/** The registry in `folder` and nothing else: what commands that check or change a registry work on. */
export function registry(folder: string): FileSource {
  return disk(folder)
}

/** The registries of EXPORTERHUB_REGISTRIES over the one in `folder`: what commands that use entries read. */
export async function registries(folder: string): Promise<OpenRegistries> {
  const specs = parseRegistries(process.env.EXPORTERHUB_REGISTRIES ?? "")
  const name = folder === BUILT_IN ? "exporterhub" : basename(folder)
  const open = await openRegistries(specs, { name, folder })
  for (const { name, commit, stale } of open.registries) {
    // Standard output belongs to the answer.
    if (stale) process.stderr.write(`warning: ${stale.message}; ${name} is as of ${commit?.slice(0, 12)}\n`)
  }
  return open
}

/** Entries that are fit for use; throws HubError("usage") with the first problem when one is broken. */
export async function usableEntries(folder: string, ids?: readonly string[]): Promise<Entry[]> {
  return (await loadEntries((await registries(folder)).source, ids)).map(usableEntry)
}

/** Everything that can be found in the registries over the one in `folder`; see usableEntries. */
export async function searchDocuments(folder: string): Promise<SearchDocument[]> {
  return (await searchCatalog(folder)).documents
}

/** The same, with the ids of entries that nobody has verified for long. */
export async function searchCatalog(folder: string): Promise<{ documents: SearchDocument[]; stale: Set<string> }> {
  const { source, origins, registries: all } = await registries(folder)
  const entries = (await loadEntries(source)).map(usableEntry)
  const now = Date.now()
  const stale = new Set(entries.filter((entry) => isStale(verifiedAt(entry), now)).map(({ id }) => id))
  return { documents: documents(entries, all.length > 1 ? (id) => origins.get(id)?.registry : undefined), stale }
}

/** The entry when it is fit for use; throws HubError("usage") with its first problem when it is not. */
export function usableEntry({ id, entry, problems }: LoadedEntry): Entry {
  const [problem] = problems
  if (entry && !problem) return entry
  throw new HubError("usage", `The entry ${id} is broken: ${problem?.file}:${problem?.line}: ${problem?.message}`, {
    hint: `exporterhub validate ${id} shows everything`,
  })
}
