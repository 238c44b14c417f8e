import type { BundleQuery } from "@/app/bundle-query"
import type { Entry } from "@/lib/catalog/entry"
import type { Preview } from "./preview"

/** Local hubs only. */
export async function ClusterSection(_: { entry: Entry; query: BundleQuery; shown: Preview; target: string }) {
  return null
}
