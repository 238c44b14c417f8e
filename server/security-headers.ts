import type { OutgoingHttpHeaders } from "node:http"

/** Pages that other sites may show in a frame. */
const FRAMEABLE = /^\/embed\//
/** What pages of other origins may load: badges, pictures, feeds and the open API. */
const SHARED = /^\/(?:embed|api\/v1)\/|\/(?:badge\.svg|opengraph-image[^/]*)$|\.(?:xml|md|txt)$/
/** A form without a script is posted by the browser, which says where it comes from only under another policy. */
const TELLS_ORIGIN = /^\/lint$/

/** The headers of every answer, whatever it is. `hashes` are those of the page's own inline scripts. */
export function securityHeaders(
  path: string,
  hashes: readonly string[] = [],
  styles: readonly string[] = [],
): OutgoingHttpHeaders {
  const framed = FRAMEABLE.test(path)
  return {
    "content-security-policy": [
      "default-src 'none'",
      `script-src ${["'self'", ...hashes].join(" ")}`,
      `style-src ${["'self'", ...styles].join(" ")}`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${framed ? "*" : "'none'"}`,
    ].join("; "),
    "x-content-type-options": "nosniff",
    ...(framed ? {} : { "x-frame-options": "DENY" }),
    "referrer-policy": TELLS_ORIGIN.test(path) ? "same-origin" : "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": SHARED.test(path) ? "cross-origin" : "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
  }
}
