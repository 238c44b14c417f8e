import type { LoadedEntry } from "@/lib/catalog/load-entry"
import type { Problem } from "@/lib/problem"

/** What a unit test run of real rule tooling said. */
export interface RunResult {
  problems: readonly Problem[]
  /** Program and version, such as "promtool 3.5.0". */
  tool: string
}

/** Runs an entry's rule files and unit tests in the tool that Prometheus ships. */
export interface RuleRunner {
  run(loaded: LoadedEntry): Promise<RunResult>
}
