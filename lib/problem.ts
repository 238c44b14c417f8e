/** How much a problem matters: an error keeps an entry out of the catalog, a warning does not. */
export type Severity = "error" | "warning"

/** A fault in content: where it is, what it is, and what to do about it. Lines and columns count from 1. */
export interface Problem {
  check: string
  severity: Severity
  file: string
  line: number
  column: number
  /** Where it ends: the column behind its last character; absent when only the start is known. */
  endLine?: number
  endColumn?: number
  message: string
  hint?: string
}

/** One problem as a compiler prints it: "file:line:column: severity: message (check)", and the hint on a line of its own. */
export function formatProblem({ file, line, column, severity, message, check, hint }: Problem): string {
  const head = `${file}:${line}:${column}: ${severity}: ${message} (${check})`
  return hint === undefined ? head : `${head}\n    ${hint}`
}

/** Order of problems in every list: by file, then by position, then by check. */
export function compareProblems(a: Problem, b: Problem): number {
  const byFile = a.file < b.file ? -1 : a.file > b.file ? 1 : 0
  return byFile || a.line - b.line || a.column - b.column || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0)
}
