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

/** Selectors and variables of a cluster may hold any text, also one that a terminal would obey. */
function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "\ufffd")
}

function itemLines(terminal: Terminal, { level, message, fixes }: PreflightItem): string[] {
  const { word, style } = LEVELS[level]
  return [
    `  ${paint(terminal, style, word.padEnd(7))} ${harmless(message)}`,
    ...fixes.flatMap(({ text, copy = "" }) => {
      const lines = harmless(copy).trimEnd().split("\n")
      if (lines.length > 1) return [`          ${harmless(text)}:`, ...lines.map((line) => `            ${line}`)]
      return [`          ${harmless(text)}${copy === "" ? "" : `: ${lines.join("")}`}`]
    }),
  ]
}
