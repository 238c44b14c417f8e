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
  /** `signal` ends the run: it is rejected, and leaves neither a process nor a file behind. */
  run(loaded: LoadedEntry, signal?: AbortSignal): Promise<RunResult>
}

/** A test file and the rule files that it loads. */
export interface Suite {
  /** Texts of the rule files. */
  rules: readonly string[]
  /** Text of the test file, which calls the rule files as ruleFileName does. */
  tests: string
}

/** What the test file of a suite calls its rule file number `index`. */
export function ruleFileName(index: number): string {
  return `rules-${index}.yaml`
}

/** Rules that are tried against unit tests, one suite after the other until one fails. */
export interface Trial {
  suites: readonly Suite[]
}

/**
 * What the tool said of a trial: every test passed, one failed, or the tool refused a file. The evaluation of a rule that ends
 * in an error, such as a join with two matches, fails the test.
 */
export type Verdict = { outcome: "passed" | "failed" } | { outcome: "refused"; message: string }

/** How trials are run. */
export interface TrialOptions {
  /** Ends the run: it is rejected with the signal's reason, and leaves neither a process nor a file behind. */
  signal?: AbortSignal
  /** Called with the number of trials that are through. */
  onProgress?: (done: number) => void
}

/** Tries many rules against their unit tests, as fast as the machine can. */
export interface TrialRunner {
  /** Program and version, such as "promtool 3.5.0". */
  tool: string
  /** The verdicts in the order of the trials. */
  tryAll(trials: readonly Trial[], options?: TrialOptions): Promise<readonly Verdict[]>
}
