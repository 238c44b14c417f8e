import type { Capture } from "./capture"
import type { CapturedVersion, Entry } from "./entry"

/** The parts of an entry that have been written; beside captures they are what makes it large. */
const PARTS = ["readme", "rules", "alerts", "recordings", "tests", "runbooks", "dashboards"] as const

/** The written parts of an entry. */
export type EntryParts = Pick<Entry, (typeof PARTS)[number]>

/** For each version its captures. */
export type EntryCaptures = readonly (readonly Capture[])[]

/** An entry without what makes it large. */
export interface LightEntry extends Omit<Entry, keyof EntryParts | "versions"> {
  versions: readonly Omit<CapturedVersion, "captures">[]
}

/** An entry taken apart, so that its large parts can be kept elsewhere. */
export function takeApart(entry: Entry): { light: LightEntry; parts: EntryParts; captures: EntryCaptures } {
  const { readme, rules, alerts, recordings, tests, runbooks, dashboards, versions, ...light } = entry
  return {
    light: { ...light, versions: versions.map(({ captures, ...version }) => version) },
    parts: { readme, rules, alerts, recordings, tests, runbooks, dashboards },
    captures: versions.map(({ captures }) => captures),
  }
}

/** Where the large parts of an entry come from. */
export interface PartSource {
  parts(): EntryParts
  captures(): EntryCaptures
}

/**
 * An entry that asks for its large parts each time that one of them is read, and holds on to none: thousands of these fit
 * into memory, and what is used stays for as long as `source` keeps it. What `source` throws comes out of the read.
 */
export function lazyEntry(light: LightEntry, source: PartSource): Entry {
  const versions = light.versions.map((version, i) =>
    withGetters(version, { captures: () => source.captures()[i] ?? [] }),
  )
  const parts = Object.fromEntries(PARTS.map((part) => [part, () => source.parts()[part]]))
  return withGetters({ ...light, versions }, parts) as unknown as Entry
}

function withGetters<T extends object>(object: T, getters: Record<string, () => unknown>): T {
  const copy = { ...object }
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(copy, name, { get, enumerable: true })
  return copy
}
