import { parseExposition } from "@/lib/catalog/exposition"

/** What the head of a capture says. */
export interface CaptureHead {
  exporter: string
  exporterVersion: string
  /** The monitored software and its version. */
  target: string
  /** When it was scraped: ISO 8601, UTC, seconds. */
  captured: string
  /** Where; see publicUrl. */
  url: string
  /** The program that wrote the file, with its version. */
  tool: string
  state?: string
  notes?: readonly string[]
  trimmed?: readonly string[]
  redacted?: readonly string[]
}

/** The text of a capture: its provenance as comments, then the exposition as it came. */
export function captureText(head: CaptureHead, exposition: string): string {
  const { trimmed = [], redacted = [], notes = [], state } = head
  const lines: [string, string][] = [
    ["exporter", head.exporter],
    ["exporter-version", head.exporterVersion],
    ["target", head.target],
    ["captured", head.captured],
    ["url", head.url],
    ["tool", head.tool],
    ...(state === undefined ? [] : [["state", state] as [string, string]]),
    ...notes.map((note): [string, string] => ["note", note]),
    ...(redacted.length === 0
      ? []
      : [["note", `the values of ${redacted.join(", ")} were replaced; nothing else was changed`] as [string, string]]),
    ...(trimmed.length === 0 ? [["series", "complete"] as [string, string]] : []),
    ...trimmed.map((note): [string, string] => ["trimmed", note]),
  ]
  const comments = lines.map(([key, value]) => `# CAPTURE ${key}: ${value.replace(/\s+/g, " ").trim()}`)
  // An exposition that is a capture already, such as a saved file, gets a new head instead of a second one.
  const body = exposition
    .replace(/\r\n/g, "\n")
    .split("\n")
    .filter((line) => !line.startsWith("# CAPTURE "))
  return `${[...comments, ...body].join("\n").trimEnd()}\n`
}

/** The address of a scrape without what gives access: user, password, fragment, and parameters that are named like a secret. */
export function publicUrl(text: string): string {
  const url = new URL(text)
  url.username = ""
  url.password = ""
  url.hash = ""
  for (const name of [...url.searchParams.keys()])
    if (/pass|token|key|secret|auth|sig|cred|session/i.test(name)) url.searchParams.set(name, "redacted")
    else if (/:\/\/[^/@]*@/.test(url.searchParams.get(name) ?? ""))
      url.searchParams.set(name, (url.searchParams.get(name) ?? "").replace(/:\/\/[^/@]*@/, "://"))
  return url.href
}

/** What an exporter says of itself in its `…_build_info`, without the Go runtime's own: its name and version. */
export function buildInfo(exposition: string): { exporter: string; version: string } | undefined {
  const found = parseExposition(exposition)
    .families.filter(({ name }) => name.endsWith("_build_info") && name !== "go_build_info")
    .flatMap(({ name, samples }) =>
      samples.map(({ labels }) => ({ exporter: name.replace(/_build_info$/, ""), version: labels.version ?? "" })),
    )
    .filter(({ version }) => version !== "")
  return found.find(({ exporter }) => exporter.endsWith("exporter")) ?? found[0]
}
