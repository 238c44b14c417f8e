import type { Entry, Origin } from "@/lib/catalog/entry"
import type { Part } from "@/lib/catalog/load-entry"
import type { Side } from "@/lib/catalog/yaml-source"
import type { Severity } from "@/lib/problem"

/** What a check found, and where: an origin, one of its sides, or a character inside of its value. */
export interface Finding {
  at: Origin
  /** The key rather than the value. */
  side?: Side
  /** Offset inside of the text at `at`, such as a column of an expression. */
  offset?: number
  message: string
  hint?: string
}

/** One validation rule for entries. */
export interface Check {
  /** Also the name of its file, its test and its docs. */
  id: string
  severity: Severity
  /** One sentence: what is wrong when it finds something. */
  summary: string
  /** Parts that must have loaded; with one of them broken the check is not run, so that one fault gives one problem. */
  needs: readonly Part[]
  run(entry: Entry): Finding[]
}
