import type { Range, SearchHit } from "@/lib/search/engine"
import { paint, type Terminal } from "./terminal"

const MOST_SUMMARY = 100
const SEVERITY_COLOR = { critical: "red", warning: "yellow", info: "blue" } as const

/** Hits as lines for a person: those of one entry together, entries in the order of their best hit, matches in bold. */
export function hitLines(hits: readonly SearchHit[], terminal: Terminal): string[] {
  const byEntry = new Map<string, SearchHit[]>()
  for (const hit of hits) byEntry.set(hit.entry, [...(byEntry.get(hit.entry) ?? []), hit])
  const width = {
    type: Math.max(0, ...hits.map(({ type }) => type.length)),
    severity: Math.max(0, ...hits.map(({ severity }) => severity.length)),
    title: Math.max(0, ...hits.map(({ title }) => title.length)),
  }
  return [...byEntry].flatMap(([entry, own]) => [
    paint(terminal, "cyan", entry),
    ...own.map((hit) => {
      const title = marked(hit.title.padEnd(width.title), hit.highlights.title, terminal)
      const summary = marked(hit.summary, hit.highlights.summary, terminal, MOST_SUMMARY)
      const severity = width.severity === 0 ? "" : `${severityCell(hit.severity, width.severity, terminal)}  `
      return `  ${paint(terminal, "dim", hit.type.padEnd(width.type))}  ${severity}${title}  ${summary}`.trimEnd()
    }),
  ])
}

function severityCell(severity: string, width: number, terminal: Terminal): string {
  const cell = severity.padEnd(width)
  const color = Object.entries(SEVERITY_COLOR).find(([level]) => level === severity)?.[1]
  return color === undefined ? cell : paint(terminal, color, cell)
}

/** A text, cut to `most` characters, with some parts of it in bold. */
function marked(text: string, ranges: readonly Range[], terminal: Terminal, most = Number.POSITIVE_INFINITY): string {
  const shown = text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
  let line = ""
  let at = 0
  for (const [start, end] of ranges) {
    if (start >= shown.length) break
    line += harmless(shown.slice(at, start)) + paint(terminal, "bold", harmless(shown.slice(start, end)))
    at = Math.min(end, shown.length)
  }
  return line + harmless(shown.slice(at))
}

/** Catalogs hold texts of strangers, and a terminal obeys control characters. */
function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, "�")
}
