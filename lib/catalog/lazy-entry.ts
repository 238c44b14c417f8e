import type { CapturedVersion, Entry } from "./entry"

/** What makes an entry large: all else is at hand without loading it. */
const HEAVY = ["readme", "rules", "alerts", "recordings", "tests", "runbooks", "dashboards"] as const

/** An entry without what makes it large. */
export interface LightEntry extends Omit<Entry, (typeof HEAVY)[number] | "versions"> {
  versions: readonly Omit<CapturedVersion, "captures">[]
}

/** The light part of an entry. */
export function lightEntry(entry: Entry): LightEntry {
  const { readme, rules, alerts, recordings, tests, runbooks, dashboards, versions, ...light } = entry
  return { ...light, versions: versions.map(({ captures, ...version }) => version) }
}

/**
 * An entry that asks `load` for its large parts each time that one of them is read, and holds on to none: thousands of
 * these fit into memory, and what is used stays for as long as `load` keeps it. What `load` throws comes out of the read.
 */
export function lazyEntry(light: LightEntry, load: () => Entry): Entry {
  const versions = light.versions.map((version, i) =>
    withGetters(version, { captures: () => load().versions[i]?.captures ?? [] }),
  )
  const parts = Object.fromEntries(HEAVY.map((part) => [part, () => load()[part]]))
  return withGetters({ ...light, versions }, parts) as unknown as Entry
}

function withGetters<T extends object>(object: T, getters: Record<string, () => unknown>): T {
  const copy = { ...object }
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(copy, name, { get, enumerable: true })
  return copy
}
