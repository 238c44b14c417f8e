import { z } from "zod"
import { defaultName } from "@/lib/bundle/build"
import type { BundleRequest } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { parameterValues, type RawValues } from "@/lib/catalog/parameter-values"
import { HubError } from "@/lib/error"
import { catalogOption, usableEntries } from "./registry"
import { keyValues } from "./settings"
import type { Terminal } from "./terminal"
import { tuningOf } from "./tuning"
import { tuningOptions } from "./tuning-flags"

/** The flags of every command that makes a bundle. */
export const bundleOptions = {
  ...catalogOption,
  namespace: z.string().default("monitoring").describe("namespace of the objects"),
  name: z.string().optional().describe("name of the install (default: the entry's id)"),
  set: z.array(z.string()).default([]).describe("parameter as name=value, or entry.name=value with several entries"),
  examples: z.boolean().default(false).describe("required parameters without a value take the entry's example"),
  label: z.array(z.string()).default([]).describe("key=value on monitors and rules, such as release=prometheus"),
  siteUrl: z.string().optional().describe("address of a hub; alerts then link to their runbooks there"),
  ...tuningOptions,
}

type BundleOptions = z.infer<z.ZodObject<typeof bundleOptions>>

/** The bundle that flags and words ask for; throws HubError("usage") that names every bad field, Findings for `--tune`. */
export async function bundleRequest(
  options: BundleOptions,
  ids: readonly string[],
  terminal: Terminal,
): Promise<BundleRequest> {
  const entries = await usableEntries(options.catalog, [...new Set(ids)])
  const settings = settingsByEntry(options.set, entries)
  const items = entries.map((entry) => {
    const raw = settings.get(entry.id) ?? {}
    return { entry, values: parameterValues(allParameters(entry), raw, { examples: options.examples }) }
  })
  const tuning = await tuningOf(options, items, terminal)
  return {
    items,
    name: options.name ?? defaultName(entries.map(({ id }) => id)),
    namespace: options.namespace,
    labels: Object.fromEntries(
      [...keyValues("label", options.label)].map(([key, values]) => [key, values.at(-1) ?? ""]),
    ),
    ...(options.siteUrl === undefined ? {} : { siteUrl: options.siteUrl }),
    ...(tuning === undefined ? {} : { tuning }),
  }
}

/** What `--set` flags say, by the id of the entry that each is for. */
export function settingsByEntry(set: readonly string[], entries: readonly Entry[]): Map<string, RawValues> {
  const settings = [...keyValues("set", set)].map(([key, values]) => settingOf(key, values, entries))
  return new Map(
    entries.map((entry) => {
      const own = settings.filter(({ targets }) => targets.includes(entry))
      return [entry.id, Object.fromEntries(own.map(({ name, values }) => [name, values]))]
    }),
  )
}

/** A `--set` flag and the entries that it is for: the named one, else all that have such a parameter. */
function settingOf(key: string, values: readonly string[], entries: readonly Entry[]) {
  const [prefix = "", ...rest] = key.split(".")
  if (rest.length > 0) {
    const targets = entries.filter(({ id }) => id === prefix)
    if (targets.length === 0) throw new HubError("usage", `--set ${key}: the bundle has no entry "${prefix}"`)
    return { name: rest.join("."), values, targets }
  }
  const having = entries.filter((entry) => allParameters(entry).some(({ name }) => name === key))
  // With nobody having it, each entry refuses it and lists what it has.
  return { name: key, values, targets: having.length > 0 ? having : entries }
}
