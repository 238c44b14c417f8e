/** A thing in a file that is imported, whatever became of it. Lines and columns count from 1. */
export interface Item {
  kind: "file" | "document" | "group" | "alert" | "recording" | "field" | "dashboard" | "panel" | "query" | "variable"
  /** What people call it: the name of an alert, the title of a panel. */
  name: string
  file: string
  line: number
  column: number
  /** Path inside of a JSON document, such as "panels[3].targets[0]". */
  path?: string
}

/** What was taken, into which file of the entry, and what was changed on the way. */
export interface Taken extends Item {
  to: string
  changes: readonly string[]
}

/** Why something was not taken; a word that scripts can count by. */
export type Reason =
  | "syntax"
  | "template"
  | "not-prometheus"
  | "name"
  | "duplicate"
  | "empty"
  | "unsupported"
  | "not-rules"

/** What was not taken, and why. */
export interface Refused extends Item {
  reason: Reason
  message: string
  hint?: string
}

/** The two lists of an import; whatever is in the input is in one of them. */
export interface Outcome {
  imported: readonly Taken[]
  refused: readonly Refused[]
}
