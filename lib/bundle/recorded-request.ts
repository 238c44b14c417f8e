import { z } from "zod"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { type ParameterValues, parameterValues, type RawValues, valueText } from "@/lib/catalog/parameter-values"
import type { BundleRequest } from "./bundle"
import { withBase } from "./tuning/base"
import { rulesByEntry } from "./tuning/rules-of"
import { readTuning, type Tuning } from "./tuning/tuning"

/**
 * What a bundle was asked for with, in a form that makes it again from a later catalog: settings as `--set` takes them, and
 * only those that differ from the entry's defaults, so that a new default reaches who never chose. Secrets are references
 * here too.
 */
export const RecordedRequest = z.object({
  target: z.string(),
  entries: z.array(
    z.object({
      id: z.string(),
      /** Of the exporter; undefined where the entry has none. */
      version: z.string().optional(),
      set: z.record(z.string(), z.string()),
    }),
  ),
  labels: z.record(z.string(), z.string()),
  siteUrl: z.string().optional(),
  /** With the originals of what it changes noted, so that it can be merged with later rules. */
  tuning: z.custom<Tuning>((value) => readTuning(value).faults.length === 0).optional(),
})
export type RecordedRequest = z.infer<typeof RecordedRequest>

/** The record of a request for one target. The same request gives the same JSON. */
export function recordedRequest(target: string, { items, labels, siteUrl, tuning }: BundleRequest): RecordedRequest {
  const entries = items.map(({ entry, values }) => {
    const version = entry.versions[0]?.version
    return { id: entry.id, ...(version === undefined ? {} : { version }), set: chosenValues(entry, values) }
  })
  return RecordedRequest.parse({
    target,
    entries,
    labels: { ...labels },
    ...(siteUrl === undefined ? {} : { siteUrl }),
    ...(tuning === undefined ? {} : { tuning: withBase(tuning, rulesByEntry(items.map(({ entry }) => entry))) }),
  })
}

/** The items of a record, from the entries as the catalog has them now; `changes` by entry id win over what is recorded. */
export function itemsAgain(
  record: RecordedRequest,
  entries: readonly Entry[],
  changes: ReadonlyMap<string, RawValues> = new Map(),
): { entry: Entry; values: ParameterValues }[] {
  return entries.map((entry) => {
    const set = record.entries.find(({ id }) => id === entry.id)?.set ?? {}
    return { entry, values: parameterValues(allParameters(entry), { ...set, ...changes.get(entry.id) }) }
  })
}

/** One entry of an upgrade: the version that was installed and the one that the catalog has. */
export interface VersionStep {
  entry: string
  from?: string
  to?: string
}

/** What becomes of the versions of a record. */
export function versionSteps(record: RecordedRequest, entries: readonly Entry[]): VersionStep[] {
  return entries.map(({ id, versions: [newest] }) => {
    const from = record.entries.find((known) => known.id === id)?.version
    return { entry: id, ...(from === undefined ? {} : { from }), ...(newest ? { to: newest.version } : {}) }
  })
}

function chosenValues(entry: Entry, values: ParameterValues): Record<string, string> {
  const defaults = new Map(
    allParameters(entry).flatMap((parameter) =>
      "default" in parameter && parameter.default !== undefined
        ? [[parameter.name, valueText(parameter.default)] as const]
        : [],
    ),
  )
  const texts = Object.entries(values).map(([name, value]) => [name, valueText(value)] as const)
  return Object.fromEntries(texts.filter(([name, text]) => defaults.get(name) !== text))
}
