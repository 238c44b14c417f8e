/** A Prometheus release line whose templates we follow. */
export type Profile = "2.42" | "2.53" | "3.5" | "3.16"

/** What one release line reads differently; it follows the Go release that its promtool is built with. */
export interface Dialect {
  version: Profile
  /** `{{else with pipeline}}`, of Go 1.23. */
  elseWith: boolean
  /** The value of an alert may be a native histogram, which has fields and methods. */
  histograms: boolean
  /** `now`, `toDuration` and `urlQueryEscape`. */
  newFunctions: boolean
}

const DIALECTS: Record<Profile, Dialect> = {
  "2.42": { version: "2.42", elseWith: false, histograms: false, newFunctions: false },
  "2.53": { version: "2.53", elseWith: true, histograms: true, newFunctions: false },
  "3.5": { version: "3.5", elseWith: true, histograms: true, newFunctions: false },
  "3.16": { version: "3.16", elseWith: true, histograms: true, newFunctions: true },
}

/** Every profile, oldest first. */
export const PROFILES: readonly Profile[] = ["2.42", "2.53", "3.5", "3.16"]

/** The profile used when none is named: the newest release line with long-term support. */
export const DEFAULT_PROFILE: Profile = "3.5"

/** The reading rules of a profile. */
export function dialect(profile: Profile): Dialect {
  return DIALECTS[profile]
}
