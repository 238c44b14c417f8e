import type { Report } from "./report"

/**
 * Annotations as GitHub's runner reads them from a job's output: they appear at their lines in a pull request.
 * Source: docs.github.com, "Workflow commands for GitHub Actions".
 */
export function github({ problems }: Report): string {
  return problems
    .map(({ file, line, column, endLine, endColumn, severity, message, check, hint }) => {
      const properties = {
        file,
        line,
        endLine,
        col: column,
        endColumn: endColumn === undefined ? undefined : endColumn - 1,
        title: check,
      }
      const list = Object.entries(properties).flatMap(([key, value]) =>
        value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`],
      )
      return `::${severity} ${list.join(",")}::${escapeMessage(hint === undefined ? message : `${message}\n${hint}`)}`
    })
    .join("\n")
}

function escapeMessage(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A")
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replace(/:/g, "%3A").replace(/,/g, "%2C")
}
