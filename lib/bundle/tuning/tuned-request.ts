import type { BundleRequest } from "@/lib/bundle/bundle"
import { HubError } from "@/lib/error"
import type { TuningFault } from "./fault"
import { tune } from "./tune"

/** The request with its rules tuned; HubError("usage") names every field of the tuning that cannot be. */
export function tunedRequest(request: BundleRequest): BundleRequest {
  if (!request.tuning) return request
  const { items, faults } = tune(request.items, request.tuning)
  refuseFaults(faults)
  return { ...request, items }
}

/** Throws HubError("usage") when one of the faults is an error; `name` makes the field's name of its path. */
export function refuseFaults(
  faults: readonly TuningFault[],
  name: (path: TuningFault["path"]) => string = (path) => ["tuning", ...path].join("."),
): void {
  const errors = faults.filter(({ severity }) => severity === "error")
  if (errors.length === 0) return
  const fields = errors.map(({ path, message, hint }) => ({
    field: name(path),
    message: hint === undefined ? message : `${message}. ${hint}`,
  }))
  throw new HubError("usage", fields.map(({ field, message }) => `${field}: ${message}`).join("; "), { fields })
}
