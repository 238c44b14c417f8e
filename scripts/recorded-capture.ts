import { textFile } from "@/lib/adapters/lint-files"
import { type Capture, parseCapture } from "@/lib/catalog/capture"
import { HubError } from "@/lib/error"
import { Findings } from "./findings"

/** A capture out of a file that the user names. */
export interface RecordedCapture {
  text: string
  parsed: Capture
  /** The exporter's version without the package's own suffix. */
  version: string
}

/** Reads a capture with its provenance; throws HubError("usage") for a scrape without one, Findings for one with faults. */
export async function recordedCapture(file: string): Promise<RecordedCapture> {
  const text = await textFile(file)
  const { capture, problems } = parseCapture(file, text)
  if (capture) {
    const version = capture.provenance.exporterVersion.replace(/^v/, "").split(/[-+~]/)[0] ?? ""
    return { text, parsed: capture, version }
  }
  if (!text.includes("# CAPTURE "))
    throw new HubError("usage", `${file} has no provenance, so nobody knows what was recorded`, {
      hint: 'exporterhub capture <url> --target "NAME VERSION" -o file.prom records one with it',
    })
  throw new Findings(problems)
}
