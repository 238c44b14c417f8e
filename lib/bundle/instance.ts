import type { Entry } from "@/lib/catalog/entry"
import { type ParameterValues, valueText } from "@/lib/catalog/parameter-values"

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//

/** What the `instance` label shall say: host and port of the monitored thing; undefined when Prometheus' own will do. */
export function instanceOf(entry: Entry, values: ParameterValues): string | undefined {
  const value = entry.scrape.instance ? values[entry.scrape.instance.param] : undefined
  if (value === undefined) return undefined
  const text = valueText(value)
  if (!SCHEME.test(text)) return text.replace(/[/?].*$/, "")
  // For schemes it does not know, URL keeps host and port only behind "http".
  return new URL(text.replace(SCHEME, "http://")).host
}

/** A relabel replacement that yields exactly this text: `$` would start a group reference. */
export function relabelLiteral(text: string): string {
  return text.replaceAll("$", "$$$$")
}
