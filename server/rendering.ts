import type { IncomingHttpHeaders, IncomingMessage } from "node:http"
import { type Answer, header } from "./answer"
import { FAILURE_STYLE, failurePage } from "./failure-page"
import { cacheControl } from "./keeping"
import { newNonce, ownScripts } from "./own-scripts"
import { type Handler, made, record } from "./record"
import { securityHeaders } from "./security-headers"

/** How Next marks a page that only its scripts can show: what was thrown left nothing to send. */
const EMPTY_SHELL = '<html id="__next_error__"'
/** A path that no route has, for the page about that. */
const NOWHERE = "/_not-found"

/** What a client asks, as Next is to see it. */
export interface Ask {
  path: string
  query: string
  /** The client's request; of a GET only the connection is used. */
  request: IncomingMessage
  headers: IncomingHttpHeaders
  /** What the client asked for, where that is not the path. */
  asked?: string
}

/**
 * Has Next make an answer, and completes it: the policy that allows a page's own scripts and no others, all other headers,
 * and a page that can be read without scripts where Next has none.
 */
export async function rendered(next: Handler, ask: Ask): Promise<Answer> {
  const { path, query } = ask
  const answer = await policed(next, ask)
  if (!isShell(answer)) return complete(answer, path, query)
  // A page that leads elsewhere has nothing to show.
  if (isRedirect(answer)) return complete({ ...answer, body: Buffer.alloc(0) }, path, query)
  if (answer.status === 404) {
    const page = await policed(next, { ...ask, path: NOWHERE, query: "", asked: path })
    if (page.status === 404 && !isShell(page)) return complete(page, path, query)
  }
  return failure(path)
}

/** The answer for what the site itself could not make. */
export function failure(path: string): Answer {
  const text = "That is a fault of the hub. Its log has the details; the rest of the site works."
  return ownPage(path, 500, "This page failed", text)
}

/** A page of the server's own. */
export function ownPage(path: string, status: number, title: string, text: string): Answer {
  return {
    status,
    headers: {
      ...securityHeaders(path, [], [FAILURE_STYLE]),
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    },
    body: Buffer.from(failurePage(title, text)),
  }
}

async function policed(next: Handler, { path, query, request, headers, asked = path }: Ask): Promise<Answer> {
  const nonce = newNonce()
  // This is how Next is told the nonce, and the path; what a client sends under these names must never get there.
  const told = { ...headers, "content-security-policy": `script-src 'nonce-${nonce}'`, "x-asked-path": asked }
  delete (told as IncomingHttpHeaders)["content-security-policy-report-only"]
  const url = query === "" ? path : `${path}?${query}`
  const isRead = request.method === "GET" || request.method === "HEAD"
  if (!isRead) request.headers = told
  const answer = await record(next, isRead ? made(url, told, request.socket) : request)
  const { html, hashes } = ownScripts(answer.body.toString("utf8"), nonce)
  const isPage = /^text\/(?:html|x-component)/.test(header(answer.headers, "content-type"))
  return {
    status: answer.status,
    headers: { ...withoutNonce(answer.headers, nonce), ...securityHeaders(path, hashes) },
    body: isPage ? Buffer.from(html) : answer.body,
  }
}

/** Next repeats what a page preloads in a header, with its nonce. */
function withoutNonce(headers: Answer["headers"], nonce: string): Answer["headers"] {
  const link = header(headers, "link")
  return link === "" ? headers : { ...headers, link: link.replaceAll(` nonce="${nonce}";`, "") }
}

function isShell({ headers, body }: Answer): boolean {
  return header(headers, "content-type").startsWith("text/html") && body.includes(EMPTY_SHELL)
}

function isRedirect({ status, headers }: Answer): boolean {
  return status >= 300 && status < 400 && header(headers, "location") !== ""
}

function complete(answer: Answer, path: string, query: string): Answer {
  const headers = { ...answer.headers, "cache-control": cacheControl(path, query, answer) }
  return { ...answer, headers }
}
