import type { Problem } from "@/lib/problem"
import type { Report, Style } from "./report"

/** Longer lines are cut around the fault. Characters. */
const WIDTH = 120

/** Each problem as compilers print it: place and message, the line with the token underlined, the hint. */
export function text({ problems, texts }: Report, style: Style): string {
  const lines = new Map([...texts].map(([file, content]) => [file, content.split("\n")]))
  return problems.map((problem) => one(problem, lines.get(problem.file), style)).join("\n")
}

function one(problem: Problem, lines: readonly string[] | undefined, { paint }: Style): string {
  const { file, line, column, severity, message, check, hint } = problem
  const head = `${paint("bold", `${file}:${line}:${column}`)} ${paint(severity, severity)} ${message} ${paint("dim", `(${check})`)}`
  const source = lines?.[line - 1]?.replace(/\r$/, "")
  const gutter = " ".repeat(String(line).length)
  const bar = paint("dim", "|")
  return [
    head,
    ...(source === undefined
      ? []
      : [
          `${paint("dim", String(line))} ${bar} ${excerpt(source, column).text}`,
          `${gutter} ${bar} ${underline(source, problem, paint)}`,
        ]),
    ...(hint === undefined ? [] : hint.split("\n").map((part) => `${gutter} ${paint("dim", "=")} ${part}`)),
  ].join("\n")
}

/** The line, cut to what surrounds the column where it is too long; tabs and control characters as spaces. */
function excerpt(source: string, column: number): { text: string; skipped: number } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they would move the terminal's cursor
  const clean = source.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ")
  if (clean.length <= WIDTH) return { text: clean, skipped: 0 }
  const from = Math.max(0, Math.min(column - 1 - WIDTH / 2, clean.length - WIDTH))
  return { text: clean.slice(from, from + WIDTH), skipped: from }
}

function underline(source: string, { line, column, endLine, endColumn }: Problem, paint: Style["paint"]): string {
  const { text: shown, skipped } = excerpt(source, column)
  const start = column - 1 - skipped
  const end = endLine === line && endColumn !== undefined ? endColumn - 1 - skipped : start + wordAt(source, column)
  const length = endLine !== undefined && endLine > line ? shown.length - start : end - start
  return `${" ".repeat(Math.max(0, start))}${paint("error", "^".repeat(Math.max(1, Math.min(length, shown.length - start))))}`
}

/** Length of the word that starts at the column; 1 for anything else. */
function wordAt(source: string, column: number): number {
  return /^[\p{L}\p{N}_:.$-]+/u.exec(source.slice(column - 1))?.[0].length ?? 1
}
