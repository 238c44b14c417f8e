import type { Entry, Origin } from "@/lib/catalog/entry"
import type { Part } from "@/lib/catalog/load-entry"
import type { Side } from "@/lib/catalog/yaml-source"
import type { Severity } from "@/lib/problem"
import type { Subject } from "./subject"

/** What a check found, and where: an origin, one of its sides, or characters inside of its value. */
export interface Finding {
  at: Origin
  /** The key rather than the value. */
  side?: Side
  /** Offset inside of the text at `at`, such as a column of an expression. */
  offset?: number
  /** Offset behind the last character that is meant; without it the word at `offset` is. */
  end?: number
  message: string
  hint?: string
}

interface Described {
  /** Also the name of its file, its docs page and its row in the README. */
  id: string
  severity: Severity
  /** One sentence: what is wrong when it finds something. */
  summary: string
  docs: CheckDocs
  /** Parts of an entry that must have loaded; with one of them broken the check is not run, so that one fault gives one problem. */
  needs: readonly Part[]
}

/** The docs page of a check. A test runs the example: the check finds `before`, and finds nothing in `after`. */
export interface CheckDocs {
  /** What happens to people who have this fault. Markdown, a paragraph or two. */
  why: string
  /** What to do instead, where the example does not say it all. Markdown. */
  fix?: string
  example: RuleExample | FileExample
}

/** A rule file, or with `dashboard` the rows of a dashboard model, against an exposition. */
export interface RuleExample {
  /** Exposition text, HELP and TYPE lines included; empty when the check needs none. */
  metrics?: string
  /** How the metrics are scraped; 30s unless told. */
  interval?: string
  /** What the two texts are: rules of one group, or panels of one row. */
  kind?: "rules" | "panels"
  before: string
  after: string
}

/** A change of one file of an entry: `after` stands in it, `before` in its place is found. */
export interface FileExample {
  file: string
  before: string
  after: string
}

/** A check on rules and queries, wherever they come from: an entry, a rule file, a dashboard. */
export interface RuleCheck extends Described {
  /** In files from outside of the catalog, where it is a matter of style. */
  elsewhere?: Severity
  run(subject: Subject): Finding[]
}

/** A check on an entry as a whole. */
export interface EntryCheck extends Described {
  run(entry: Entry): Finding[]
}
