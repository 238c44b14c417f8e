import {
  type IncomingHttpHeaders,
  IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from "node:http"
import type { Socket } from "node:net"
import type { Answer } from "./answer"

/** What Next gives out for a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A GET request that is made up, on the connection of a real one. */
export function made(url: string, headers: IncomingHttpHeaders, socket: Socket): IncomingMessage {
  const request = new IncomingMessage(socket)
  request.method = "GET"
  request.url = url
  request.httpVersion = "1.1"
  request.httpVersionMajor = 1
  request.httpVersionMinor = 1
  request.headers = headers
  request.push(null)
  return request
}

/**
 * Collects a handler's whole answer. The client's own response stays out of it: its headers depend on the body, and a
 * client that goes away must not spoil an answer that others wait for.
 */
export function record(handler: Handler, request: IncomingMessage): Promise<Answer> {
  return new Promise((resolve, reject) => {
    handler(request, new Recorder(request, resolve)).catch(reject)
  })
}

/** A response that goes nowhere: it has no socket, and hands over what was written when it ends. */
class Recorder extends ServerResponse {
  private readonly chunks: Buffer[] = []

  constructor(
    request: IncomingMessage,
    private readonly done: (answer: Answer) => void,
  ) {
    super(request)
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status
    const headers = rest.find((item) => typeof item === "object") as
      | OutgoingHttpHeaders
      | OutgoingHttpHeader[]
      | undefined
    for (const [name, value] of pairs(headers)) if (value !== undefined) this.setHeader(name, value)
    return this
  }

  override flushHeaders(): void {}

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    this.chunks.push(toBuffer(chunk, rest[0]))
    callbackOf(rest)?.()
    return true
  }

  override end(...args: unknown[]): this {
    if (this.finished) return this
    const [chunk, ...rest] = typeof args[0] === "function" ? [undefined, ...args] : args
    if (chunk !== undefined && chunk !== null) this.chunks.push(toBuffer(chunk, rest[0]))
    this.finished = true
    this.done({ status: this.statusCode, headers: { ...this.getHeaders() }, body: Buffer.concat(this.chunks) })
    // Next waits for these before it lets go of the request.
    process.nextTick(() => {
      this.emit("finish")
      this.emit("close")
      callbackOf(rest)?.()
    })
    return this
  }
}

function pairs(
  headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined,
): [string, OutgoingHttpHeader | undefined][] {
  if (!Array.isArray(headers)) return Object.entries(headers ?? {})
  return headers.flatMap((name, i): [string, OutgoingHttpHeader | undefined][] =>
    i % 2 === 0 ? [[String(name), headers[i + 1]]] : [],
  )
}

function toBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === "string")
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
  return Buffer.from(chunk as Uint8Array)
}

function callbackOf(args: readonly unknown[]): (() => void) | undefined {
  return args.find((item) => typeof item === "function") as (() => void) | undefined
}
