import type { OutgoingHttpHeaders } from "node:http"

/** A whole answer of HTTP. Names of headers are in lower case. */
export interface Answer {
  status: number
  headers: OutgoingHttpHeaders
  body: Buffer
}

/** The value of a header as one text; "" when it is missing. */
export function header(headers: OutgoingHttpHeaders, name: string): string {
  const value = headers[name]
  return Array.isArray(value) ? value.join(", ") : String(value ?? "")
}
