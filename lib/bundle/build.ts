import { createHash } from "node:crypto"
import { type ParameterValues, parameterValues, type RawValues } from "@/lib/catalog/parameter-values"
import { type FieldFault, HubError } from "@/lib/error"
import { targets } from "./all"
import type { Bundle, BundleFile, BundleRequest, Target } from "./bundle"
import { option } from "./option"
import { tunedRequest } from "./tuning/tuned-request"

const NAME = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/
const LABEL_VALUE = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/
const RESERVED = /^(app\.kubernetes\.io|applyset\.kubernetes\.io|exporterhub\.io)\//

/** The target with this id; throws HubError("usage") that lists them when there is none. */
export function targetOf(id: string): Target {
  const target = targets.find((candidate) => candidate.id === id)
  if (target) return target
  const known = targets.map((candidate) => candidate.id).join(", ")
  const message = `is "${id}"; the targets are ${known}`
  throw new HubError("usage", `target ${message}`, { fields: [{ field: "target", message }] })
}

/** Typed options of a target, read like the parameters of an entry; HubError("usage") names every field that is refused. */
export function optionValues(targetId: string, raw: RawValues, reading: { examples?: boolean } = {}): ParameterValues {
  return parameterValues(targetOf(targetId).options, raw, reading)
}

/** Renders a bundle for one target. Throws HubError("usage") that names each bad field of the request. */
export function buildBundle(targetId: string, original: BundleRequest): Bundle {
  const target = targetOf(targetId)
  refuseBadRequest(original)
  const request = tunedRequest(original)
  refuseForTarget(target, request)
  const { files, objects } = target.render(request)
  const images = request.items.flatMap(({ entry }) => entry.versions[0]?.image ?? [])
  const archive = target.pack?.(files, request)
  return { target: target.id, digest: digestOf(files), files, objects, ...(archive ? { archive } : {}), images }
}

/** The name of an install when none is chosen: that of its only entry. */
export function defaultName(ids: readonly string[]): string {
  return ids.length === 1 && ids[0] !== undefined ? ids[0] : "exporters"
}

function refuseBadRequest({ items, name, namespace, labels, siteUrl }: BundleRequest): void {
  const faults: FieldFault[] = []
  if (items.length === 0) faults.push({ field: "entries", message: "must name at least one entry" })
  if (!NAME.test(name))
    faults.push({
      field: "name",
      message: "must be lower-case letters, digits and dashes, start with a letter, at most 40 characters",
    })
  if (!NAMESPACE.test(namespace)) faults.push({ field: "namespace", message: "must be a Kubernetes namespace name" })
  for (const [key, value] of Object.entries(labels)) {
    if (!LABEL_KEY.test(key) || !LABEL_VALUE.test(value))
      faults.push({ field: "labels", message: `has "${key}=${value}", which is no Kubernetes label` })
    else if (RESERVED.test(key))
      faults.push({ field: "labels", message: `must not set ${key}, which the hub sets itself` })
  }
  if (siteUrl !== undefined && !/^https?:\/\/[^\s"'{}]+[^/\s]$/.test(siteUrl))
    faults.push({ field: "siteUrl", message: "must be a URL without a slash at the end" })
  if (faults.length > 0)
    throw new HubError("usage", faults.map(({ field, message }) => `${field} ${message}`).join("; "), {
      fields: faults,
    })
}

function refuseForTarget(target: Target, request: BundleRequest): void {
  const missing = target.options
    .filter((known) => known.required && option(request, known) === undefined)
    .map(({ name, description }) => ({ field: name, message: `is required by ${target.id}: ${description}` }))
  const refused = target.refuses?.(request)
  const fields = refused ? [refused, ...missing] : missing
  if (fields.length === 0) return
  throw new HubError("usage", fields.map(({ field, message }) => `${field} ${message}`).join("; "), { fields })
}

function digestOf(files: readonly BundleFile[]): string {
  const content = JSON.stringify(files.map(({ path, content }) => [path, content]))
  return `sha256:${createHash("sha256").update(content).digest("hex")}`
}
