import type { PreflightItem, PreflightLevel } from "@/lib/cluster/preflight/item"
import type { PreflightReport } from "@/lib/cluster/preflight/report"
import { labelsText } from "@/lib/cluster/selection"
import { paint, type Terminal } from "./terminal"

const LEVELS: Record<PreflightLevel, { word: string; style: "green" | "yellow" | "red" }> = {
  ok: { word: "ok", style: "green" },
  unknown: { word: "unknown", style: "yellow" },
  warning: { word: "warning", style: "yellow" },
  error: { word: "error", style: "red" },
}

/** The pre-flight as lines for people: one per item with its word, fixes below it. */
export function preflightLines(terminal: Terminal, { items, added }: PreflightReport): string[] {
  if (items.length === 0) return []
  return [
    "",
    paint(terminal, "bold", "Pre-flight"),
    ...added.map(({ object, labels }) => `  + ${object} gets the label ${labelsText(labels)}`),
    ...items.flatMap((item) => itemLines(terminal, item)),
  ]
}

function itemLines(terminal: Terminal, { level, message, fixes }: PreflightItem): string[] {
  const { word, style } = LEVELS[level]
  return [
    `  ${paint(terminal, style, word.padEnd(7))} ${message}`,
    ...fixes.flatMap(({ text, copy = "" }) => {
      const lines = copy.trimEnd().split("\n")
      if (lines.length > 1) return [`          ${text}:`, ...lines.map((line) => `            ${line}`)]
      return [`          ${text}${copy === "" ? "" : `: ${copy}`}`]
    }),
  ]
}
