import { buildBundle, defaultName, optionValues } from "@/lib/bundle/build"
import type { Bundle, BundleRequest } from "@/lib/bundle/bundle"
import { shellWord } from "@/lib/bundle/shell"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { parameterValues, type RawValues } from "@/lib/catalog/parameter-values"
import { type FieldFault, HubError } from "@/lib/error"
import { optionFlags, putOptionQuery, readOptionQuery } from "./option-query"
import { putTuningQuery, type RawTuning, readTuningQuery, tuningFlags, tuningFor } from "./tuning-query"

/**
 * What a bundle is made from, as it stands in a URL: `target`, `namespace`, `name`, `labels`, `p.<parameter>` and, for changes to rules, `t.<Rule>.<field>`. A secret
 * is never in it: `p.<parameter>.secret` and `p.<parameter>.key` say where it lies.
 */
export interface BundleQuery {
  target: string
  namespace: string
  name: string
  /** "key=value, key=value" */
  labels: string
  values: RawValues
  /** `o.<option>`: what the target asks for; absent when nothing is said. */
  options?: RawValues
  /** What is changed of rules; absent when nothing is. */
  tuning?: RawTuning
}

export const DEFAULT_TARGET = "operator"
export const DEFAULT_NAMESPACE = "monitoring"

/** Reads the query of a bundle of one entry. Nothing is checked here but the shape. */
export function readBundleQuery(entry: Entry, params: URLSearchParams): BundleQuery {
  const tuning = readTuningQuery(params)
  const target = params.get("target") || DEFAULT_TARGET
  const options = readOptionQuery(target, params)
  return {
    target,
    namespace: params.get("namespace") || DEFAULT_NAMESPACE,
    name: params.get("name") || defaultName([entry.id]),
    labels: params.get("labels") ?? "",
    values: readValues(entry, params),
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(Object.keys(tuning).length > 0 ? { tuning } : {}),
  }
}

function readValues(entry: Entry, params: URLSearchParams): RawValues {
  const values: Record<string, string | string[]> = {}
  for (const parameter of allParameters(entry)) {
    const key = `p.${parameter.name}`
    if (parameter.type === "secretRef") {
      const secret = params.get(`${key}.secret`)?.trim() ?? ""
      const secretKey = params.get(`${key}.key`)?.trim() ?? ""
      if (secret || secretKey) values[parameter.name] = `${secret}/${secretKey}`
    } else if (parameter.type === "list") {
      const items = params.getAll(key).flatMap((text) => text.split(/[\n,]/))
      const filled = items.map((item) => item.trim()).filter(Boolean)
      if (filled.length > 0) values[parameter.name] = filled
    } else {
      const text = params.get(key)?.trim()
      if (text) values[parameter.name] = text
    }
  }
  for (const key of params.keys()) {
    const name = /^p\.([^.]*)/.exec(key)?.[1]
    // An unknown one is kept, so that it is refused by name and not dropped.
    if (name !== undefined && !allParameters(entry).some((known) => known.name === name)) values[name] = "unknown"
  }
  return values
}

/** The bundle of a query. Throws HubError("usage") that names every refused field. */
export function bundleOf(
  entry: Entry,
  query: BundleQuery,
  options: { examples?: boolean; siteUrl?: string | undefined } = {},
): { bundle: Bundle; request: BundleRequest } {
  const examples = options.examples ?? false
  const values = parameterValues(allParameters(entry), query.values, { examples })
  const tuning = query.tuning && tuningFor({ entry, values }, query.tuning)
  const request: BundleRequest = {
    items: [{ entry, values }],
    name: query.name,
    namespace: query.namespace,
    labels: parseLabels(query.labels),
    options: optionValues(query.target, query.options ?? {}, { examples }),
    ...(options.siteUrl ? { siteUrl: options.siteUrl } : {}),
    ...(tuning ? { tuning } : {}),
  }
  return { bundle: buildBundle(query.target, request), request }
}

function parseLabels(text: string): Record<string, string> {
  const faults: FieldFault[] = []
  const pairs = text
    .split(/[\n,]/)
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair): [string, string] => {
      const at = pair.indexOf("=")
      if (at < 1) faults.push({ field: "labels", message: `has "${pair}", which is not key=value` })
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    })
  if (faults.length === 0) return Object.fromEntries(pairs)
  throw new HubError("usage", faults.map(({ field, message }) => `${field} ${message}`).join("; "), { fields: faults })
}

/** The query in its shortest form: what equals a default is left out. The same bundle has the same link. */
export function bundleSearch(entry: Entry, query: BundleQuery): URLSearchParams {
  const search = new URLSearchParams()
  if (query.target !== DEFAULT_TARGET) search.set("target", query.target)
  if (query.namespace !== DEFAULT_NAMESPACE) search.set("namespace", query.namespace)
  if (query.name !== defaultName([entry.id])) search.set("name", query.name)
  if (query.labels) search.set("labels", query.labels)
  for (const { name, type } of allParameters(entry)) {
    const value = Object.hasOwn(query.values, name) ? query.values[name] : undefined
    if (value === undefined) continue
    if (type === "secretRef" && typeof value === "string") {
      const [secret = "", key = ""] = value.split("/")
      search.set(`p.${name}.secret`, secret)
      search.set(`p.${name}.key`, key)
    } else if (typeof value === "string") search.set(`p.${name}`, value)
    else for (const item of value) search.append(`p.${name}`, item)
  }
  putOptionQuery(search, query.options ?? {})
  putTuningQuery(search, query.tuning ?? {})
  return search
}

/** The command that makes the same bundle in a terminal. */
export function bundleCommand(
  entry: Entry,
  query: BundleQuery,
  verb: "bundle" | "install",
  siteUrl: string | undefined,
): string {
  const words = [
    `npx exporterhub ${verb} ${entry.id}`,
    ...(verb === "bundle" ? [`--target ${shellWord(query.target)}`] : []),
    ...(verb === "bundle" ? optionFlags(query.options ?? {}) : []).map(
      ([flag, value]) => `--${flag} ${shellWord(value)}`,
    ),
    `--namespace ${shellWord(query.namespace)}`,
    ...(query.name === defaultName([entry.id]) ? [] : [`--name ${shellWord(query.name)}`]),
    ...query.labels
      .split(/[\n,]/)
      .map((pair) => pair.trim())
      .filter(Boolean)
      .map((pair) => `--label ${shellWord(pair)}`),
    ...Object.entries(query.values).map(
      ([name, value]) => `--set ${shellWord(`${name}=${typeof value === "string" ? value : value.join(",")}`)}`,
    ),
    ...tuningWords(entry, query),
    ...(siteUrl === undefined ? [] : [`--site-url ${shellWord(siteUrl)}`]),
    ...(verb === "bundle" ? ["--output bundle"] : []),
  ]
  return words.join(" \\\n  ")
}

/** Flags where there are some for all of it, else the file that the builder offers. */
function tuningWords(entry: Entry, { tuning }: BundleQuery): string[] {
  if (!tuning) return []
  const flags = tuningFlags(entry, tuning)
  return flags ? flags.map(([name, value]) => `--${name} ${shellWord(value)}`) : ["--tune tune.yaml"]
}
