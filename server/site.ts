import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
import { chooseEncoding } from "./encodings"
import { isKept, isShared } from "./keeping"
import { KeptAnswers } from "./kept-answers"
import type { Handler } from "./record"
import { failure, ownPage, rendered } from "./rendering"
import { type Packed, packed, reply } from "./reply"
import { requestPath } from "./request-path"
import { securityHeaders } from "./security-headers"

/** What Next answers differently to, beside the address. */
const NEXT_HEADERS = [
  "rsc",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "next-url",
]
/** What an answer may depend on that is made for all who ask: where they think that they are, and what Next wants to know. */
const SHARED_HEADERS = ["host", "x-forwarded-host", "x-forwarded-proto", ...NEXT_HEADERS]
/** Conditions and encodings are dealt with here. */
const NOT_FOR_NEXT = ["if-none-match", "if-modified-since", "if-range", "range", "accept-encoding"]

/** Limits of what is kept in memory. */
export interface Limits {
  /** For pages and files. */
  pageBytes: number
  /** For what Next's scripts fetch as somebody moves from page to page; there are more of these than pages. */
  movedBytes: number
  ttlMs: number
}

/** What listens for requests. */
export interface Site {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** From now on the health check says that this process is going away. */
  leave(): void
}

/** The site in front of Next: refuses what is no proper request, keeps what is the same for all, completes the rest. */
export function site(next: Handler, { pageBytes, movedBytes, ttlMs }: Limits, log: (error: unknown) => void): Site {
  const pages = new KeptAnswers<Packed>(pageBytes, ttlMs)
  const moved = new KeptAnswers<Packed>(movedBytes, ttlMs)
  let isLeaving = false

  const answer = async (request: IncomingMessage): Promise<Packed> => {
    const { method = "", url = "", headers } = request
    const asked = requestPath(method, url)
    if ("status" in asked) {
      const { status, title, text, allow } = asked
      const page = ownPage("/", status, title, text)
      return packed({ ...page, headers: { ...page.headers, ...(allow ? { allow } : {}) } }, "identity")
    }
    const { path, query } = asked
    if (path === "/healthz") return health(isLeaving)
    const encoding = chooseEncoding(String(headers["accept-encoding"] ?? ""))
    const isRead = method === "GET" || method === "HEAD"
    const ask = (passed: IncomingHttpHeaders) => rendered(next, { path, query, request, headers: passed })
    if (!isRead || !isShared(path, query)) return packed(await ask(without(headers, NOT_FOR_NEXT)), encoding)
    const seen = only(headers, SHARED_HEADERS)
    const key = JSON.stringify([encoding, path, query, SHARED_HEADERS.map((name) => seen[name])])
    const kept = headers.rsc === undefined ? pages : moved
    return (
      kept.get(key) ??
      kept.make(
        key,
        async () => packed(await ask(seen), encoding),
        (made) => isKept(path, made),
      )
    )
  }

  return {
    async handle(request, response) {
      const made = await answer(request).catch((error: unknown) => {
        log(error)
        return packed(failure("/"), "identity")
      })
      reply(request, response, made)
    },
    leave() {
      isLeaving = true
    },
  }
}

function health(isLeaving: boolean): Promise<Packed> {
  const body = Buffer.from(JSON.stringify({ status: isLeaving ? "leaving" : "ok" }))
  const headers = { ...securityHeaders("/healthz"), "content-type": "application/json", "cache-control": "no-store" }
  return packed({ status: isLeaving ? 503 : 200, headers, body }, "identity")
}

function only(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])))
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}
