import type { Problem } from "@/lib/problem"
import { type Exposition, parseExposition } from "./exposition"

/** Who recorded a capture, of what, and when; from the `# CAPTURE key: value` comments at its head. */
export interface Provenance {
  exporter: string
  exporterVersion: string
  /** The monitored software and its version. */
  target: string
  /** ISO 8601, UTC. */
  captured: string
  url: string
  /** All other header lines, such as packages and the note about cut series. */
  notes: Readonly<Record<string, string>>
}

/** A recorded scrape: what a real exporter really said. */
export interface Capture extends Exposition {
  file: string
  provenance: Provenance
}

const REQUIRED = ["exporter", "exporter-version", "target", "captured", "url"] as const

/** Parses an exposition with its provenance header; a line that is no sample, and a missing header, are problems. */
export function parseCapture(file: string, text: string): { capture?: Capture; problems: Problem[] } {
  const header: Record<string, string> = {}
  for (const [, key = "", value = ""] of text.matchAll(/^# CAPTURE ([^\n:]+): (.*)$/gm)) {
    // What is said in several lines, such as what was trimmed, is one note.
    const before = header[key]
    header[key] = before === undefined ? value.trim() : `${before}; ${value.trim()}`
  }
  const { families, samples, faults } = parseExposition(text)
  const problems = [
    ...faults.map((line) => captureProblem(file, line, "This is not a sample line of the Prometheus text format")),
    ...REQUIRED.filter((key) => !header[key]).map((key) =>
      captureProblem(file, 1, `The header lacks "# CAPTURE ${key}: …"`),
    ),
    ...(families.length === 0 ? [captureProblem(file, 1, "The capture has no metrics")] : []),
  ]
  if (problems.length > 0) return { problems }
  const {
    exporter = "",
    "exporter-version": exporterVersion = "",
    target = "",
    captured = "",
    url = "",
    ...notes
  } = header
  const provenance = { exporter, exporterVersion, target, captured, url, notes }
  return { capture: { file, provenance, families, samples }, problems: [] }
}

function captureProblem(file: string, line: number, message: string): Problem {
  return { check: "capture", severity: "error", file, line, column: 1, message }
}
