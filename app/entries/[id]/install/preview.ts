import { type BundleQuery, bundleOf } from "@/app/bundle-query"
import { optionsOf } from "@/app/option-query"
import { siteUrl } from "@/app/server"
import type { Bundle, BundleRequest } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import type { Parameter } from "@/lib/catalog/parameter"
import type { RawValues } from "@/lib/catalog/parameter-values"
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
  const open = [
    ...withoutValue(allParameters(entry), query.values),
    ...withoutValue(optionsOf(query.target), query.options ?? {}),
  ]
  try {
    return { ...bundleOf(entry, query, { examples: true, siteUrl: siteUrl() }), faults: [], open }
  } catch (error) {
    if (error instanceof HubError && error.code === "usage" && error.fields.length > 0)
      return { faults: error.fields, open }
    throw error
  }
}

/** Names of required fields that have neither a value nor a default. */
function withoutValue(fields: readonly Parameter[], values: RawValues): string[] {
  return fields
    .filter((field) => field.required && !("default" in field && field.default !== undefined))
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(values, name))
}
