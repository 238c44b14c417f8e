import type { Problem } from "@/lib/problem"
import type { LoadingCheck } from "./loading-checks"

/** A check on the text of a file, whatever stands in it. */
export interface TextCheck extends LoadingCheck {
  /** Which files it reads, by their path. */
  files: RegExp
  pattern: RegExp
  message(found: RegExpExecArray): string
  hint: string
}

/** Checks on texts as reviewers see them. */
export const textChecks: readonly TextCheck[] = [
  {
    id: "unsafe-markup",
    severity: "error",
    summary: "A text has markup that runs code or loads something",
    why: "READMEs and runbooks are shown in the hub, in Git hosts and in chat tools, and not all of them take scripts, frames, event handlers and `javascript:` links out. Markdown needs none of them.",
    files: /\.md$/,
    pattern:
      /<\s*(script|iframe|object|embed|style|svg|form|link|meta|base)\b|<[a-z][^>\n]{0,500}\s(on[a-z]{3,20})\s*=|\]\(\s*<?(javascript|vbscript|data):/i,
    message: (found) => `${(found[1] ?? found[2] ?? found[3] ?? "").toLowerCase()} has no place in a text`,
    hint: "Write Markdown; put code that people should read into a fence of backticks without angle brackets",
  },
  {
    id: "hidden-text",
    severity: "error",
    summary: "A text has characters that cannot be seen or that turn its direction",
    why: "With such characters a rule reads in the diff as something else than what Prometheus evaluates (CVE-2021-42574, the Trojan source attack). No text of an entry needs them.",
    files: /./,
    pattern: /[\u202A-\u202E\u2066-\u2069\u200B\u2060\u200E\u200F\u00AD]/,
    message: (found) =>
      `There is an invisible character U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
    hint: "Remove it; an editor that shows invisible characters finds the others",
  },
  {
    id: "copied-text",
    severity: "error",
    summary: "A text says that it is somebody else's, and not under which licence",
    why: "What is in the registry is given to everybody under its licence. A text with another owner can be given only if its licence allows that, so the file says which one: `SPDX-License-Identifier`. What has none cannot be taken.",
    files: /\.(md|yaml)$/,
    pattern:
      /^(?![\s\S]*SPDX-License-Identifier: ?[A-Za-z0-9])[\s\S]*?(all rights reserved|copyright (?:\(c\)|©|20\d\d)|©|\b(?:copied|taken|adapted) from https?:\/\/)/i,
    message: (found) => `"${found[1]}" without a licence`,
    hint: "Write it yourself, or add # SPDX-License-Identifier: with the licence that its owner gave it",
  },
]

/** What the checks on texts find: of each check at most one problem in a file. */
export function textProblems(texts: ReadonlyMap<string, string>): Problem[] {
  return [...texts].flatMap(([file, text]) =>
    textChecks.flatMap(({ id, severity, files, pattern, message, hint }) => {
      const found = files.test(file) ? pattern.exec(text) : null
      if (!found) return []
      // Where the whole of a text was matched, its last group is what was looked for.
      const offset = id === "copied-text" ? found[0].length - (found[1]?.length ?? 0) : found.index
      const before = text.slice(0, offset).split("\n")
      const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
      return [{ check: id, severity, file, ...at, message: message(found), hint }]
    }),
  )
}
