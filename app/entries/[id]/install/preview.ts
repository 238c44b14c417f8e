import { type BundleQuery, bundleOf } from "@/app/bundle-query"
import { siteUrl } from "@/app/server"
import type { Bundle, BundleRequest } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { type FieldFault, HubError } from "@/lib/error"

/** What the builder shows for a query. */
export interface Preview {
  bundle?: Bundle
  request?: BundleRequest
  /** Refused fields. */
  faults: readonly FieldFault[]
  /** Required parameters without a value: the files are shown with example values, and cannot be taken yet. */
  open: readonly string[]
}

/** The bundle of a query, or why there is none. */
export function preview(entry: Entry, query: BundleQuery): Preview {
  const open = allParameters(entry)
    .filter((parameter) => parameter.required && !("default" in parameter && parameter.default !== undefined))
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(query.values, name))
  try {
    return { ...bundleOf(entry, query, { examples: true, siteUrl: siteUrl() }), faults: [], open }
  } catch (error) {
    if (error instanceof HubError && error.code === "usage" && error.fields.length > 0)
      return { faults: error.fields, open }
    throw error
  }
}
