import { type MeilisearchAddress, meilisearch } from "@/lib/adapters/meilisearch"
import { embeddedEngine } from "@/lib/search/embedded"
import type { SearchEngine } from "@/lib/search/engine"
import { searchCatalog } from "./registry"

/** Where Meilisearch is, as MEILI_URL (unless another address is given), MEILI_KEY and MEILI_INDEX say; or nowhere. */
export function meilisearchAddress(url = process.env.MEILI_URL): MeilisearchAddress | undefined {
  const { MEILI_KEY: key, MEILI_INDEX: index } = process.env
  return url ? { url, key: key || undefined, index: index || undefined } : undefined
}

/** Searches Meilisearch where MEILI_URL names one, else the registry in `folder` in this process. Never one for the other. */
export async function searchEngine(folder: string): Promise<SearchEngine> {
  const address = meilisearchAddress()
  return address ? meilisearch(address) : embedded(folder)
}

async function embedded(folder: string): Promise<SearchEngine> {
  const { documents, stale } = await searchCatalog(folder)
  return embeddedEngine(documents, stale)
}
