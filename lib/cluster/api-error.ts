import { z } from "zod"
import { HubError, type HubErrorCode } from "@/lib/error"

const Status = z.object({
  message: z.string().default(""),
  reason: z.string().default(""),
  details: z
    .object({
      name: z.string().optional(),
      kind: z.string().optional(),
      causes: z
        .array(
          z.object({ reason: z.string().default(""), message: z.string().default(""), field: z.string().default("") }),
        )
        .default([]),
    })
    .default({ causes: [] }),
})

/** One detail of a refusal, such as a field that another manager owns. */
export interface ApiCause {
  reason: string
  message: string
  field: string
}

/** What the API server refused, with its own words kept for those who look at details. */
export class ApiError extends HubError {
  /** The HTTP status. */
  readonly status: number
  /** The API's word for it, such as "Conflict" or "AlreadyExists". */
  readonly reason: string
  readonly causes: readonly ApiCause[]
  /** The object that the answer is about, which may be another than the one asked for (a missing namespace). */
  readonly about: { kind?: string | undefined; name?: string | undefined }

  constructor(code: HubErrorCode, message: string, hint: string | undefined, answer: { status: number; body: string }) {
    super(code, message, hint === undefined ? {} : { hint })
    const { reason, details } = parseStatus(answer.body)
    this.status = answer.status
    this.reason = reason
    this.causes = details.causes
    this.about = { kind: details.kind, name: details.name }
  }
}

/** What was asked, for the message: "patch deployments.apps redis in namespace monitoring". */
export interface Asked {
  context: string
  verb: string
  resource: string
  name?: string | undefined
  namespace?: string | undefined
}

/** Turns a refusal of the API server into an error that says what was asked, what came back and what to do. */
export function apiError(asked: Asked, answer: { status: number; body: string }): ApiError {
  const { message } = parseStatus(answer.body)
  const said = message || answer.body.slice(0, 300).trim() || `HTTP ${answer.status}`
  const { verb, resource } = asked
  const what = `${verb} ${resource}${asked.name ? ` ${asked.name}` : ""}`
  const where = asked.namespace ? ` in namespace ${asked.namespace}` : ""
  switch (answer.status) {
    case 401:
      return new ApiError(
        "unauthorized",
        `The cluster of context ${asked.context} does not accept its credentials`,
        `Log in again; "kubectl --context ${asked.context} auth whoami" must work`,
        answer,
      )
    case 403:
      return new ApiError(
        "forbidden",
        `Not allowed to ${what}${where}`,
        // A refusal by an admission plugin carries its reason in the text, and has nothing to do with RBAC.
        /cannot \w+ resource/.test(said) ? `The role needs the verb "${verb}" on "${resource}"${where}` : said,
        answer,
      )
    case 404:
      return new ApiError("not-found", said, undefined, answer)
    case 409:
      return new ApiError("conflict", said, undefined, answer)
    case 504:
      return new ApiError("timeout", `The API server gave up on: ${what}${where}: ${said}`, undefined, answer)
    default:
      return new ApiError("upstream", said, undefined, answer)
  }
}

function parseStatus(body: string): z.infer<typeof Status> {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    json = {} // a proxy in between, or "404 page not found"
  }
  return Status.safeParse(json).data ?? Status.parse({})
}
