/**
 * Why the world outside of the content failed.
 * - `usage`: the caller asked for something that cannot be (unknown entry, bad parameter, unreadable file)
 * - `not-found`, `conflict`, `forbidden`, `unauthorized`: what an API answered
 * - `unreachable`, `timeout`, `upstream`: the other side is down, slow or broken
 * - `missing-tool`: a program that is needed is not installed
 */
export type HubErrorCode =
  | "usage"
  | "not-found"
  | "conflict"
  | "forbidden"
  | "unauthorized"
  | "unreachable"
  | "timeout"
  | "upstream"
  | "missing-tool"

/** One refused input: which field, and why. */
export interface FieldFault {
  field: string
  message: string
}

/** A failure of the world outside, or of the request; never of catalog content (that is a Problem). */
export class HubError extends Error {
  override readonly name = "HubError"
  readonly code: HubErrorCode
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined
  /** The inputs that were refused, when the code is `usage`. */
  readonly fields: readonly FieldFault[]

  constructor(
    code: HubErrorCode,
    message: string,
    options: { cause?: unknown; hint?: string; fields?: readonly FieldFault[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.fields = options.fields ?? []
  }
}

const HTTP: Record<HubErrorCode, number> = {
  usage: 400,
  unauthorized: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  unreachable: 502,
  upstream: 502,
  "missing-tool": 501,
  timeout: 504,
}

/** The HTTP status that stands for a code. */
export function httpStatus(code: HubErrorCode): number {
  return HTTP[code]
}

/** The exit code that stands for a code: 2 for wrong use, 3 when the outside world failed. */
export function exitCode(code: HubErrorCode): 2 | 3 {
  return code === "usage" || code === "not-found" ? 2 : 3
}
