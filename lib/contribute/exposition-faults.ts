import { parseExposition, parseSample } from "@/lib/catalog/exposition"

/** Why a text is no scrape that can be kept. Lines count from 1. */
export interface ExpositionFault {
  line: number
  message: string
  hint?: string
}

/** What makes a text unfit for a capture; `contentType` is what the server said of it. Empty when it is fit. */
export function expositionFaults(text: string, contentType = ""): readonly ExpositionFault[] {
  const foreign = foreignForm(text, contentType)
  if (foreign) return [foreign]
  const { faults, families } = parseExposition(text)
  if (families.length === 0 && faults.length > 0)
    return [
      {
        line: faults[0] ?? 1,
        message: "This is not the Prometheus text format",
        hint: "Is the path right, such as /metrics?",
      },
    ]
  if (families.length === 0) return [{ line: 1, message: "There is not one metric in it" }]
  const broken = faults.map((line) => ({ line, message: "This is not a sample line of the Prometheus text format" }))
  const samples = families.flatMap((family) => family.samples)
  if (samples.every(({ value }) => Number.isNaN(value)))
    return [
      ...broken,
      { line: 1, message: "Every value is NaN: nothing was measured", hint: "Scrape again under load" },
    ]
  return [...broken, ...duplicates(text)]
}

function foreignForm(text: string, contentType: string): ExpositionFault | undefined {
  const start = text.slice(0, 1_000)
  if (/text\/html/i.test(contentType) || /^\s*<(?:!doctype|html|head|body)/i.test(start)) {
    const isLogin = /type=["']?password|log ?in|sign ?in/i.test(text.slice(0, 50_000))
    return isLogin
      ? {
          line: 1,
          message: "This is a login page, not metrics",
          hint: "--bearer-file, --bearer-env and --header give access",
        }
      : {
          line: 1,
          message: "This is an HTML page, not metrics",
          hint: "The address of the metrics usually ends in /metrics",
        }
  }
  if (/application\/openmetrics-text/i.test(contentType) || /^# EOF\s*$/m.test(text.slice(-20)))
    return {
      line: 1,
      message: "This is OpenMetrics, although the Prometheus text format was asked for",
      hint: "Captures hold the text format (version 0.0.4), in which counters have their full names; turn OpenMetrics off in the exporter",
    }
  if (/^\s*[{[]/.test(start)) return { line: 1, message: "This is JSON, not metrics" }
  if (text.includes("\0") || /protobuf/i.test(contentType))
    return { line: 1, message: "This is binary, not the text format" }
  return undefined
}

/** Series that are there twice: Prometheus would keep one of them, and nobody knows which. */
function duplicates(text: string): ExpositionFault[] {
  const first = new Map<string, number>()
  const found: ExpositionFault[] = []
  text.split(/\r?\n/).forEach((line, i) => {
    const sample = line === "" || line.startsWith("#") ? undefined : parseSample(line)
    if (!sample) return
    const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort(([a], [b]) => (a < b ? -1 : 1)))}`
    const before = first.get(key)
    if (before === undefined) first.set(key, i + 1)
    else
      found.push({
        line: i + 1,
        message: `${sample.name} is there twice with the same labels, first in line ${before}`,
      })
  })
  return found
}
