import { fileURLToPath } from "node:url"
import { z } from "zod"
import { disk } from "@/lib/adapters/disk"
import type { Entry } from "@/lib/catalog/entry"
import { type LoadedEntry, loadEntries } from "@/lib/catalog/load-entry"
import type { FileSource } from "@/lib/catalog/source"
import { HubError } from "@/lib/error"

/** The flag that every command on the registry takes. */
export const catalogOption = {
  catalog: z
    .string()
    .default(process.env.EXPORTERHUB_CATALOG ?? fileURLToPath(new URL("../catalog", import.meta.url)))
    .describe("folder of the registry"),
}

/** The registry in `folder`. */
export function registry(folder: string): FileSource {
  return disk(folder)
}

/** Entries that are fit for use; throws HubError("usage") with the first problem when one is broken. */
export async function usableEntries(folder: string, ids?: readonly string[]): Promise<Entry[]> {
  return (await loadEntries(registry(folder), ids)).map(usableEntry)
}

/** The entry when it is fit for use; throws HubError("usage") with its first problem when it is not. */
export function usableEntry({ id, entry, problems }: LoadedEntry): Entry {
  const [problem] = problems
  if (entry && !problem) return entry
  throw new HubError("usage", `The entry ${id} is broken: ${problem?.file}:${problem?.line}: ${problem?.message}`, {
    hint: `exporterhub validate ${id} shows everything`,
  })
}
