import type { Problem } from "@/lib/problem"
import { buildInfo, type CaptureHead, captureText } from "./capture-text"
import { expositionFaults } from "./exposition-faults"
import { type Exposure, exposures, HELP, identity, redact } from "./secrets"
import { trim, trimmedNote } from "./trim"

/** What is to become of a scrape. */
export interface CaptureRequest {
  /** How problems name the scrape: its address or file. */
  source: string
  text: string
  contentType?: string
  /** Without what is found out here. */
  head: Omit<CaptureHead, "trimmed" | "redacted">
  /** Labels whose values are replaced. */
  redact: readonly string[]
  /** Series of one family that are kept at most. */
  maxSeries: number
}

/** A capture that may be published, with what its owner should know; only problems when it may not. */
export interface PreparedCapture {
  text?: string
  series: number
  trimmed: readonly string[]
  /** Errors keep it from being written, warnings do not. */
  problems: readonly Problem[]
}

/** Why an answer is no scrape that can be kept; empty when it is one. */
export function scrapeProblems({
  source,
  text,
  contentType,
}: Pick<CaptureRequest, "source" | "text" | "contentType">): readonly Problem[] {
  return expositionFaults(text, contentType).map(({ line, message, hint }) =>
    problem(source, "error", line, message, hint),
  )
}

/** Checks a scrape, replaces and trims what it is told to, and writes its provenance above it. */
export function prepareCapture(request: CaptureRequest): PreparedCapture {
  const version = versionFault(request)
  const faults = [...scrapeProblems(request), ...(version ? [version] : [])]
  if (faults.length > 0) return { series: 0, trimmed: [], problems: faults }
  const clean = redact(request.text, request.redact)
  const missing = request.redact.filter((label) => !clean.redacted.includes(label))
  const found = exposures(clean.text)
  const problems = [
    ...hostProblems(request),
    ...found.map((exposure) => exposureProblem(request.source, exposure)),
    ...missing.map((label) =>
      problem(request.source, "warning", 1, `No series has a label ${label}: nothing to redact`),
    ),
  ]
  const cut = trim(clean.text, request.maxSeries)
  const trimmed = cut.trimmed.map(trimmedNote)
  const series = cut.text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length
  if (problems.some(({ severity }) => severity === "error")) return { series, trimmed, problems }
  return {
    text: captureText({ ...request.head, trimmed, redacted: clean.redacted }, cut.text),
    series,
    trimmed,
    problems,
  }
}

/** An exporter that says another version of itself proves nothing about the one that it is filed under. */
function versionFault({ text, source, head }: CaptureRequest): Problem | undefined {
  const own = buildInfo(text)?.version
  const plain = (version: string): string => version.replace(/^v/, "").split(/[-+~]/)[0] ?? ""
  if (own === undefined || !/^v?\d/.test(own) || plain(own) === plain(head.exporterVersion)) return undefined
  return problem(
    source,
    "error",
    1,
    `The exporter says that it is version ${own}, not ${head.exporterVersion}`,
    "Correct --version, or scrape the exporter of that version",
  )
}

/** The address is written into the head of the capture. */
function hostProblems({ source, head }: CaptureRequest): Problem[] {
  const what = URL.canParse(head.url) ? identity("url", new URL(head.url).hostname) : undefined
  if (what === undefined) return []
  const hint = "Scrape it by a neutral name, such as localhost through a port-forward, or edit the line"
  return [
    problem(
      source,
      "warning",
      1,
      `The address, which the capture names, may tell whose system it is, by ${what}`,
      hint,
    ),
  ]
}

function exposureProblem(source: string, { kind, what, line, metric, label }: Exposure): Problem {
  const where = label === HELP ? `the help text of ${metric}` : `${metric}, label ${label}`
  return kind === "secret"
    ? problem(
        source,
        "error",
        line,
        `This looks like ${what}: ${where}`,
        `Change the exporter's settings, or --redact ${label}`,
      )
    : problem(
        source,
        "warning",
        line,
        `This may tell whose system it is, by ${what}: ${where}`,
        `--redact ${label} replaces it`,
      )
}

function problem(file: string, severity: Problem["severity"], line: number, message: string, hint?: string): Problem {
  return { check: "capture", severity, file, line, column: 1, message, ...(hint === undefined ? {} : { hint }) }
}
