/** A Prometheus release line whose parser we follow; every one is checked against its promtool. */
export type Profile = "2.42" | "2.53" | "3.5" | "3.16"

/** What one release line's parser reads differently. */
export interface Dialect {
  version: Profile
  /** "5m" is a number, and a number of seconds is a duration. */
  unifiedDurations: boolean
  /** Underscores between digits: 1_000. */
  digitSeparators: boolean
  /** `{"any.name", "any.label"="x"}`. */
  quotedSelectors: boolean
  /** `by ("any.label")`, and colons in label names there. */
  quotedGrouping: boolean
  /** Regular expressions as Go before 1.22 has them, and valid also with the anchors written around them. */
  oldRegex: boolean
  /** `[5m * 2]`, `offset (1h / 2)` and `step()` where a duration is due; no modifier at all before a range. */
  durationExpressions: boolean
  /** The operators `</` and `>/`, which cut observations off a histogram. */
  trimOperators: boolean
}

const OLD = {
  unifiedDurations: false,
  digitSeparators: false,
  quotedGrouping: false,
  durationExpressions: false,
  trimOperators: false,
}
const NEW = {
  unifiedDurations: true,
  digitSeparators: true,
  quotedSelectors: true,
  quotedGrouping: true,
  oldRegex: false,
}

const DIALECTS: Record<Profile, Dialect> = {
  "2.42": { version: "2.42", ...OLD, quotedSelectors: false, oldRegex: true },
  "2.53": { version: "2.53", ...OLD, quotedSelectors: true, oldRegex: false },
  "3.5": { version: "3.5", ...NEW, durationExpressions: false, trimOperators: false },
  "3.16": { version: "3.16", ...NEW, durationExpressions: true, trimOperators: true },
}

/** Every profile, oldest first. */
export const PROFILES: readonly Profile[] = ["2.42", "2.53", "3.5", "3.16"]

/** The profile used when none is named: the newest release line with long-term support. */
export const DEFAULT_PROFILE: Profile = "3.5"

/** The reading rules of a profile. */
export function dialect(profile: Profile): Dialect {
  return DIALECTS[profile]
}

/** Whether release line `version` is `since` or newer; both are "major.minor". */
export function atLeast(version: string, since: string): boolean {
  return rank(version) >= rank(since)
}

/** Ranks of the few versions that the tables name; the parser asks for them at every word. */
const RANKS = new Map<string, number>()

function rank(version: string): number {
  const known = RANKS.get(version)
  if (known !== undefined) return known
  const [major = 0, minor = 0] = version.split(".").map(Number)
  const made = major * 1_000 + minor
  if (RANKS.size < 1_000) RANKS.set(version, made)
  return made
}
