import { createHash } from "node:crypto"
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http"
import { type Answer, header } from "./answer"
import { type Encoding, encode, isCompressible } from "./encodings"

/** An answer as it goes out. */
export interface Packed {
  status: number
  headers: OutgoingHttpHeaders
  body: Buffer
  etag: string
  /** Bytes that it takes in memory, roughly. */
  size: number
}

/** What belongs to one connection, or is worked out here again. */
const DROPPED = new Set([
  "connection",
  "content-length",
  "date",
  "etag",
  "keep-alive",
  "last-modified",
  "transfer-encoding",
])

/** Compresses an answer if that is worth it, and marks it so that a client can ask whether it has changed. */
export async function packed(answer: Answer, encoding: Encoding): Promise<Packed> {
  const type = header(answer.headers, "content-type")
  const isPacked = header(answer.headers, "content-encoding") !== ""
  const used = isPacked || !isCompressible(type, answer.body.length) ? "identity" : encoding
  const body = await encode(answer.body, used)
  // Weak: the same page in another encoding is the same page.
  const etag = `W/"${createHash("sha256").update(answer.body).digest("base64url").slice(0, 22)}"`
  const headers: OutgoingHttpHeaders = {}
  for (const [name, value] of Object.entries(answer.headers)) if (!DROPPED.has(name)) headers[name] = value
  headers.vary = [header(answer.headers, "vary"), "Accept-Encoding"].filter((item) => item !== "").join(", ")
  if (used !== "identity") headers["content-encoding"] = used
  headers["content-length"] = body.length
  if (answer.status === 200) headers.etag = etag
  return { status: answer.status, headers, body, etag, size: body.length + 2_048 }
}

/** Sends an answer; to a client that has it already, only that. */
export function reply(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, etag }: Packed,
): void {
  const isRead = request.method === "GET" || request.method === "HEAD"
  if (isRead && status === 200 && matches(request.headers["if-none-match"], etag)) {
    const { "content-length": _, "content-encoding": __, "content-type": ___, ...kept } = headers
    response.writeHead(304, kept).end()
    return
  }
  response.writeHead(status, headers)
  response.end(request.method === "HEAD" ? undefined : body)
}

function matches(asked: string | undefined, etag: string): boolean {
  if (asked === undefined) return false
  return asked.split(",").some((item) => item.trim() === "*" || item.trim().replace(/^W\//, "") === etag.slice(2))
}
