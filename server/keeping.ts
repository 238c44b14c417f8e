import { type Answer, header } from "./answer"
import { isCanonical } from "./request-path"

/** Pages that are made of the catalog and of nothing else: the same for everybody until the site starts again. */
const PAGES = /^\/(?:$|(?:entries|categories|docs|stats|compare|embed)(?:\/|$))/
/** For a page that may be kept: browsers ask each time, a CDN may answer alone for some minutes. */
const KEPT = "public, max-age=0, s-maxage=300, stale-while-revalidate=86400"
/** For a page that depends on more than its path. */
const ASK_AGAIN = "private, no-cache"

/** Files of the build and of public/, and the open API: whether they are kept is for their answer to say. */
const PUBLIC = /^\/(?:_next\/static\/|api\/v1\/|[^/]+\.[a-z]+$)/

/**
 * Whether an answer depends on nothing but the address, so that one can be made for all who ask. With a query there are
 * as many addresses as anybody likes, so those are not; what Next's scripts add is none.
 */
export function isShared(path: string, query: string): boolean {
  const isPlain = query === "" || /^_rsc=[\w-]{1,40}$/.test(query)
  return isPlain && isCanonical(path) && (PAGES.test(path) || PUBLIC.test(path))
}

/** Whether the answer to something shared may be kept: never for what does not exist, of which there is no end. */
export function isKept(path: string, answer: Answer): boolean {
  if (answer.status !== 200) return false
  return isMadeOfCatalog(path, answer) || /\bpublic\b/.test(header(answer.headers, "cache-control"))
}

/** What an answer says about being kept. Next says of all that it makes on demand that it must not be. */
export function cacheControl(path: string, query: string, answer: Answer): string {
  const own = header(answer.headers, "cache-control")
  if (!isPage(answer) || answer.status !== 200) return own || "no-store"
  if (!isMadeOfCatalog(path, answer)) return "private, no-store"
  return query === "" || query.startsWith("_rsc=") ? KEPT : ASK_AGAIN
}

function isMadeOfCatalog(path: string, answer: Answer): boolean {
  return isPage(answer) && PAGES.test(path)
}

/** A page, or what Next's own scripts fetch in place of one. */
function isPage({ headers }: Answer): boolean {
  return /^text\/(?:html|x-component)/.test(header(headers, "content-type"))
}
