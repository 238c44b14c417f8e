import type { Entry } from "./entry"
import type { Parameter } from "./parameter"

/** A host (name, IPv4 or bracketed IPv6) and a port. */
const HOST_PORT = "(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\]):\\d{1,5}"

/** The parameters that every entry has beside its own. */
export function commonParameters(entry: Pick<Entry, "scrape">): Parameter[] {
  return [
    {
      name: "scrapeInterval",
      type: "duration",
      description: "How often Prometheus asks for the metrics",
      required: false,
      default: entry.scrape.interval,
    },
    {
      name: "exporterAddress",
      type: "list",
      description: "Where Prometheus reaches the exporter, as host:port; only the target prometheus needs it",
      required: false,
      default: [`localhost:${entry.scrape.port}`],
      pattern: HOST_PORT,
    },
  ]
}

/** All parameters of an entry: its own, then the common ones. */
export function allParameters(entry: Pick<Entry, "scrape" | "parameters">): Parameter[] {
  return [...entry.parameters, ...commonParameters(entry)]
}
