import { bundleOf, readBundleQuery } from "@/app/bundle-query"
import { catalog, siteUrl } from "@/app/server"
import type { Bundle, BundleRequest } from "@/lib/bundle/bundle"
import type { Entry } from "@/lib/catalog/entry"
import { HubError } from "@/lib/error"

/** The entry with this id; throws HubError("not-found"). */
export async function entryOf(id: string): Promise<Entry> {
  const entry = (await catalog()).byId.get(id)
  if (entry) return entry
  throw new HubError("not-found", `There is no entry "${id}"`, { hint: "GET /api/v1/entries lists them" })
}

/** The bundle that a query asks for: `entry` and what readBundleQuery reads; with `digest`, exactly that one. */
export async function bundleFrom(
  params: URLSearchParams,
): Promise<{ entry: Entry; bundle: Bundle; request: BundleRequest }> {
  const entry = await entryOf(params.get("entry") ?? "")
  const made = bundleOf(entry, readBundleQuery(entry, params), {
    examples: params.get("examples") === "true",
    siteUrl: siteUrl(),
  })
  const digest = params.get("digest")
  if (digest !== null && digest !== made.bundle.digest)
    throw new HubError("conflict", `This hub now renders ${made.bundle.digest}, not ${digest}`, {
      hint: "The catalog has changed since; open the bundle builder for the present version",
    })
  return { entry, ...made }
}
