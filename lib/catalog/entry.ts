import type { Capture } from "./capture"
import type { DashboardFile } from "./dashboard-file"
import type { EntryFile, Version } from "./entry-file"
import type { RuleComments } from "./rule-comments"
import type { AlertRule, RecordingRule, RuleGroup } from "./rule-file"
import type { RuleTestFile } from "./rule-test-file"
import type { Runbook } from "./runbook"
import type { Path } from "./yaml-source"

/** Where a part of an entry stands in the registry: a file, and the path of its value in that file's YAML. */
export interface Origin {
  file: string
  path: Path
}

/** A value inside of the one at `origin`. */
export function inside({ file, path }: Origin, ...steps: Path): Origin {
  return { file, path: [...path, ...steps] }
}

/** An alerting rule and where it stands. */
export interface Alert extends AlertRule {
  group: string
  origin: Origin
}

/** A recording rule and where it stands. */
export interface Recording extends RecordingRule {
  group: string
  origin: Origin
}

/** A rule file of an entry. */
export interface Rules {
  file: string
  groups: readonly RuleGroup[]
  /** As the file has them; absent once rules were changed. */
  comments?: RuleComments
}

/** A unit test file of an entry. */
export interface RuleTests extends RuleTestFile {
  file: string
}

/** A dashboard of an entry; its id is the file's name without the ending. */
export interface Dashboard extends DashboardFile {
  id: string
  file: string
}

/** A version with its captures, the normal state first. */
export interface CapturedVersion extends Version {
  captures: readonly Capture[]
}

/** One folder of the registry, parsed: everything that is known about one exporter. */
export interface Entry extends Omit<EntryFile, "versions"> {
  id: string
  /** Newest first. */
  versions: readonly CapturedVersion[]
  /** Markdown. */
  readme: string
  rules: readonly Rules[]
  alerts: readonly Alert[]
  recordings: readonly Recording[]
  tests: readonly RuleTests[]
  /** By alert name. */
  runbooks: ReadonlyMap<string, Runbook>
  dashboards: readonly Dashboard[]
}

/** The captures of the newest version: what rules and dashboards are proven against. */
export function newestCaptures(entry: Entry): readonly Capture[] {
  return entry.versions[0]?.captures ?? []
}
