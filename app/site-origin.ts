import { siteUrl } from "@/app/server"

/**
 * The address of this hub for links that leave it, without a slash at the end: EXPORTERHUB_URL, else the one by which the
 * request came. Without either, the address of a hub on one's own machine.
 */
export function siteOrigin(request?: Request): string {
  const known = siteUrl()
  if (known !== undefined) return known
  const host = request?.headers.get("host") ?? ""
  // Whoever asks chooses this header, so nothing but a host gets through.
  return /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-fA-F:]+\](:\d{1,5})?$/.test(host)
    ? `http://${host}`
    : "http://127.0.0.1:3000"
}
