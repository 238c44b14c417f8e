import { allChecks } from "@/lib/checks/all"
import type { Problem } from "@/lib/problem"
import type { ReviewReport } from "./report"

/** By which the comment of an earlier run is found again. */
export const MARKER = "<!-- exporterhub-review -->"
/** GitHub refuses a longer comment. Source: its API's error "body is too long (maximum is 65536 characters)". */
export const MAX_COMMENT = 65_536

/** Where a comment's links lead. */
export interface CommentLinks {
  /** The hub whose pages explain the checks, without a slash at the end; without one the comment only names the page. */
  site?: string | undefined
  /** The repository with the head commit, such as https://github.com/o/r/blob/<sha>; absent for a local run. */
  blob?: string | undefined
  /** Where the entries of the change can be looked at. */
  preview?: string | undefined
}

/** A review as the one comment of its pull request; at most MAX_COMMENT characters, and it says what it left out. */
export function reviewComment(report: ReviewReport, links: CommentLinks): string {
  const { problems, known } = report
  const head = [MARKER, `### ${headline(report)}`, "", ...labelLines(report), ...evidenceLines(report)]
  const tail = [...footLines(known, links)]
  const room = MAX_COMMENT - [...head, ...tail].join("\n").length - 200
  const sections: string[] = []
  let used = 0
  for (const problem of problems) {
    const text = section(problem, links)
    if (used + text.length + 1 > room) break
    sections.push(text)
    used += text.length + 1
  }
  const left = problems.length - sections.length
  const more =
    left === 0
      ? []
      : [
          `**${left} more ${left === 1 ? "problem is" : "problems are"} not shown here**; \`exporterhub review\` prints all.`,
          "",
        ]
  return [...head, ...sections, ...more, ...tail].join("\n")
}

function headline({ problems, entries }: ReviewReport): string {
  const errors = problems.filter(({ severity }) => severity === "error").length
  const warnings = problems.length - errors
  const what = entries.length === 1 ? safe(entries[0]?.id ?? "") : `${entries.length} entries`
  if (problems.length === 0) return `All checks pass: ${what}`
  const counts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "error" : "errors"}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
  ]
  return `${counts.join(", ")}: ${what}`
}

function labelLines({ label, reasons, affects }: ReviewReport): string[] {
  return [
    `**${label}**: ${reasons.slice(0, 10).map(safe).join("; ")}.`,
    "",
    ...(affects.length > 0 ? [...affects.slice(0, 20).map((text) => `- ${safe(text)}`), ""] : []),
  ]
}

function evidenceLines({ entries, bumps }: ReviewReport): string[] {
  const rows = entries.slice(0, 50).map(({ id, change, before, after }) => {
    const cell = (key: "proven" | "alerts" | "firing" | "silent"): string =>
      before?.[key] === after?.[key] ? `${after?.[key] ?? "?"}` : `${before?.[key] ?? "–"} → ${after?.[key] ?? "–"}`
    return `| ${safe(id)} | ${change} | ${cell("alerts")} | ${cell("proven")} | ${cell("firing")} | ${cell("silent")} |`
  })
  const table = [
    "| Entry | | Alerts | Proven rules and panels | Firing tests | Silent tests |",
    "|---|---|---|---|---|---|",
  ]
  const versions = bumps.slice(0, 50).map(({ id, from, to, added, removed, changed, touches }) => {
    const effect = touches.length === 0 ? "no rule or panel uses one of them" : touches.slice(0, 5).map(safe).join("; ")
    return `- ${safe(id)} ${safe(from)} to ${safe(to)}: ${added} metrics added, ${removed} removed, ${changed} changed; ${effect}`
  })
  return [...(rows.length > 0 ? [...table, ...rows, ""] : []), ...(versions.length > 0 ? [...versions, ""] : [])]
}

function section({ check, severity, file, line, message, hint }: Problem, { site, blob }: CommentLinks): string {
  const known = allChecks.find(({ id }) => id === check)
  const why = known ? ("docs" in known ? known.docs.why : known.why) : ""
  const place = `${safe(file)}, line ${line}`
  const path = file
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/[()]/g, (c) => (c === "(" ? "%28" : "%29"))
  return [
    `#### ${severity === "error" ? "Error" : "Warning"}: ${safe(message)}`,
    blob === undefined ? place : `[${place}](${blob}/${path}?plain=1#L${line})`,
    "",
    ...(why === "" ? [] : [why.replace(/\n/g, " "), ""]),
    ...(hint === undefined ? [] : [`**How to fix it.** ${safe(hint)}`, ""]),
    site === undefined ? `Check: /docs/checks/${check}` : `[About the check ${check}](${site}/docs/checks/${check})`,
    "",
  ].join("\n")
}

function footLines(known: readonly Problem[], { preview }: CommentLinks): string[] {
  return [
    ...(known.length > 0
      ? [`${known.length} older ${known.length === 1 ? "problem is" : "problems are"} not counted.`, ""]
      : []),
    ...(preview === undefined ? [] : [`[Preview](${preview})`, ""]),
    "The same on your machine: `exporterhub review --base main --head HEAD`",
    "",
  ]
}

/**
 * Text of a stranger as plain words: no mention, no link, no image, no HTML, no code, no heading, on one line. A zero-width
 * non-joiner breaks what GitHub would turn into a link or a notification by itself.
 */
export function safe(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in a comment
      .replace(/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/g, " ")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/[\\`*_{}[\]()#!|~]/g, (character) => `&#${character.charCodeAt(0)};`)
      .replace(/@/g, "@\u200c")
      .replace(/(https?|ftp|mailto|www)(?=[:.])/gi, "$1\u200c")
      .replace(/\b(GH)-(?=\d)/gi, "$1-\u200c")
      .replace(/\b([0-9a-f]{7,40})\b/gi, (hash) => `${hash.slice(0, 3)}\u200c${hash.slice(3)}`)
      .trim()
  )
}
