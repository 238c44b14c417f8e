import type { DraftRule } from "./draft-rule"

/** What an unfinished section begins with; the check alert-runbook finds it. */
export const TO_WRITE = "<!-- To write:"

/** The runbook of an alert that came without one: what its annotations say, and what a person has to write. */
export function draftRunbook({ rule, runbookUrl }: DraftRule): string {
  if (!("alert" in rule)) return ""
  const { alert, annotations, expr } = rule
  const title = plain(annotations.summary ?? alert)
  const link =
    runbookUrl !== undefined && /^https?:\/\/\S+$/.test(runbookUrl)
      ? `\n\nThe rule came with [a runbook](<${runbookUrl}>).`
      : ""
  return `---
alert: ${alert}
title: ${JSON.stringify(title === "" ? alert : title)}
---
## Meaning

${TO_WRITE} what has happened when this fires, in the words of whoever runs it. -->
${plain(annotations.description ?? annotations.summary ?? "")}${link}

## Impact

${TO_WRITE} who feels it, and what breaks next. -->

## Diagnosis

${TO_WRITE} the commands that tell the reasons apart. -->

\`\`\`promql
${expr}
\`\`\`

## Mitigation

${TO_WRITE} what to do, with the least harm first. -->
`
}

/** One line without templates, which nobody fills in here, and without what Markdown or HTML would make of it. */
function plain(text: string): string {
  return text
    .replace(/\{\{[^}]*\$labels\.(\w+)[^}]*\}\}/g, "the $1")
    .replace(/\{\{[^}]*\}\}/g, "the value")
    .replace(/\s+/g, " ")
    .replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"))
    .replace(/([[\]`])/g, "\\$1")
    .trim()
}
