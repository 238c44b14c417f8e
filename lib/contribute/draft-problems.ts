import type { Problem } from "@/lib/problem"
import { type DraftPath, yamlRange } from "./draft-yaml"

/** A problem within an expression: offsets in the expression. */
export interface ExpressionMark {
  from: number
  to: number
  severity: Problem["severity"]
  message: string
}

/** The problems that stand within the value at a path of a file. */
export function problemsAt(text: string, path: DraftPath, problems: readonly Problem[]): Problem[] {
  const range = problems.length === 0 ? undefined : yamlRange(text, path)
  if (!range) return []
  const offsets = lineOffsets(text)
  return problems.filter(({ line, column }) => {
    const at = (offsets[line - 1] ?? 0) + column - 1
    return at >= range.from && at <= Math.max(range.from, range.to - 1)
  })
}

/** The same as marks in an expression; where YAML writes it in another way than it reads, the whole expression is marked. */
export function expressionMarks(text: string, path: DraftPath, problems: readonly Problem[]): ExpressionMark[] {
  const range = yamlRange(text, path)
  if (!range) return []
  const offsets = lineOffsets(text)
  return problemsAt(text, path, problems).map(({ line, column, endLine, endColumn, severity, message, hint }) => {
    const said = hint === undefined ? message : `${message}\n${hint}`
    if (!range.plain) return { from: 0, to: range.to - range.from, severity, message: said }
    const from = (offsets[line - 1] ?? 0) + column - 1 - range.from
    // Where no end is known, it is the word that begins there.
    const word = /^[\w:]*/.exec(text.slice(range.from + from, range.to))?.[0].length ?? 0
    const end =
      endColumn === undefined
        ? range.from + from + word
        : Math.min(range.to, (offsets[(endLine ?? line) - 1] ?? 0) + endColumn - 1)
    return { from, to: Math.max(from, end - range.from), severity, message: said }
  })
}

function lineOffsets(text: string): number[] {
  const offsets = [0]
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) offsets.push(at + 1)
  return offsets
}
