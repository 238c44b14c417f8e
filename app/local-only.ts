import { HubError } from "@/lib/error"
import { isLocal } from "./server"

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

/**
 * Whether a request was made to this machine by its own name. A page of another site can make a browser come here under
 * that site's name (DNS rebinding); then `Host` is not one of ours.
 */
export function isLoopback(headers: Headers): boolean {
  return LOOPBACK.test(headers.get("host") ?? "")
}

/**
 * Lets through what the hub's own pages ask for, and nothing else: other sites can send requests here too, with the
 * rights of whoever runs the hub. Throws HubError; on a public hub everything is "not-found".
 */
export function guardLocal(request: Request): void {
  if (!isLocal()) throw new HubError("not-found", "This hub has no clusters")
  const { headers, method } = request
  if (!isLoopback(headers))
    throw new HubError("forbidden", "Clusters are only for requests to 127.0.0.1 or localhost", {
      hint: "Open the hub under its loopback address",
    })
  const site = headers.get("sec-fetch-site")
  if (site !== null && site !== "same-origin" && site !== "none")
    throw new HubError("forbidden", "Another site asked for this")
  if (method === "GET") return
  const origin = headers.get("origin")
  const host = headers.get("host")
  if (origin !== `http://${host}` && origin !== `https://${host}`)
    throw new HubError("forbidden", "Only the hub's own pages may ask for this", {
      hint: "Use the command line from scripts: exporterhub install",
    })
  // A form of another site cannot send this type without asking first.
  if (!/^application\/json\b/i.test(headers.get("content-type") ?? ""))
    throw new HubError("usage", "The body must be application/json")
}
