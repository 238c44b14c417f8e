import { type FieldFault, HubError, type HubErrorCode, httpStatus } from "@/lib/error"

const TITLES: Record<HubErrorCode, string> = {
  usage: "The request cannot be carried out",
  unauthorized: "Not logged in",
  forbidden: "Not allowed",
  "not-found": "Not found",
  conflict: "Conflict",
  unreachable: "The other side cannot be reached",
  timeout: "The other side took too long",
  upstream: "The other side failed",
  "missing-tool": "A program is missing",
}

interface Details {
  hint?: string | undefined
  fields?: readonly FieldFault[]
  /** Where another status says more than that of the code. */
  status?: number
}

/** A failure as application/problem+json (RFC 9457). */
export function problem(
  code: HubErrorCode,
  detail: string,
  { hint, fields = [], status = httpStatus(code) }: Details = {},
): Response {
  const body = {
    title: TITLES[code],
    status,
    code,
    detail,
    ...(hint === undefined ? {} : { hint }),
    ...(fields.length === 0 ? {} : { fields }),
  }
  return Response.json(body, { status, headers: { "Content-Type": "application/problem+json" } })
}

/** The answer for whatever was thrown. A fault of ours is logged here and not shown to the world. */
export function problemFrom(error: unknown): Response {
  if (error instanceof HubError) return problem(error.code, error.message, { hint: error.hint, fields: error.fields })
  console.error(error)
  const body = { title: "Internal error", status: 500, code: "internal", detail: "The hub's log says more" }
  return Response.json(body, { status: 500, headers: { "Content-Type": "application/problem+json" } })
}

/** Runs a handler; what it throws becomes a problem. */
export function answer(run: () => Promise<Response>): Promise<Response> {
  return run().catch(problemFrom)
}
