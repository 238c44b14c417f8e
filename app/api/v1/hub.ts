import { catalog, catalogText, entryChangelog, searchEngine } from "@/app/server"
import type { ApiHub } from "@/lib/api/hub"
import packageJson from "@/package.json"

const hubs = new WeakMap<object, ApiHub>()

/** The hub as the API sees it: another object as soon as the catalog was read anew. */
export async function apiHub(): Promise<ApiHub> {
  const now = await catalog()
  const own = { version: packageJson.version, search: searchEngine, text: catalogText, changelog: entryChangelog }
  const hub = hubs.get(now) ?? { ...now, ...own }
  hubs.set(now, hub)
  return hub
}
