import { createHash, randomBytes } from "node:crypto"

/** What stands in the place of a nonce once its scripts are known. It is no secret and allows nothing. */
const SPENT = "0".repeat(22)

/** A nonce for one rendering: 128 bits that nobody who wrote the content can know. */
export function newNonce(): string {
  return randomBytes(16).toString("base64url")
}

/**
 * Which inline scripts of a page are the framework's own: those to which it gave the nonce of this rendering. Returns their
 * hashes as sources for `script-src`, and the page without the nonce, so that the same page is the same text each time and
 * can be kept. A script that came in with the content has no nonce, gets no hash, and is not run.
 */
export function ownScripts(html: string, nonce: string): { html: string; hashes: string[] } {
  const spent = (text: string): string => text.replaceAll(` nonce="${nonce}"`, "").replaceAll(nonce, SPENT)
  const hashes = new Set<string>()
  for (const match of html.matchAll(new RegExp(`<script([^>]*) nonce="${nonce}"([^>]*)>`, "g"))) {
    if (/\ssrc=/.test(`${match[1]}${match[2]}`)) continue
    const start = match.index + match[0].length
    hashes.add(hashOf(spent(html.slice(start, html.indexOf("</script", start)))))
  }
  return { html: spent(html), hashes: [...hashes] }
}

/** The source expression that allows an inline script or style with exactly this text. */
export function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`
}
