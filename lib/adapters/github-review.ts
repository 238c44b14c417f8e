import { z } from "zod"
import { MARKER } from "@/lib/contribute/review/markdown"
import { Label } from "@/lib/contribute/review/report"
import { HubError, type HubErrorCode } from "@/lib/error"

/** Which pull request of which repository, at which commit. */
export interface PullRequestPlace {
  /** Such as https://api.github.com, without a slash at the end. */
  api: string
  /** owner/name */
  repository: string
  number: number
  /** The commit that was reviewed. */
  head: string
  token: string
}

const Pull = z.object({
  state: z.string(),
  head: z.object({ sha: z.string() }),
  labels: z.array(z.object({ name: z.string() })),
})
const Comments = z.array(
  z.object({ id: z.int(), body: z.string().nullable(), user: z.object({ type: z.string() }).nullable() }),
)
const PAGES = 10
const NONE = z.unknown()

/**
 * Writes the one comment of a review, or renews it, and sets its label in place of the other two. Throws
 * HubError("conflict") when the pull request is closed or its head is another commit by now, before anything is written.
 */
export async function postReview(
  place: PullRequestPlace,
  { body, label }: { body: string; label: Label },
  fetch = globalThis.fetch,
): Promise<{ comment: "written" | "renewed" | "same" }> {
  const call = <T>(method: string, path: string, schema: z.ZodType<T>, content?: unknown): Promise<T> =>
    request(place, fetch, { method, path, schema, content })
  const issue = `issues/${place.number}`
  const pull = await call("GET", `pulls/${place.number}`, Pull)
  if (pull.state !== "open") throw new HubError("conflict", `Pull request ${place.number} is ${pull.state}`)
  if (pull.head.sha !== place.head)
    throw new HubError("conflict", `Pull request ${place.number} is at ${pull.head.sha}, not at ${place.head}`)
  const own = await ownComment(call, issue)
  if (!own) await call("POST", `${issue}/comments`, NONE, { body })
  else if (own.body !== body) await call("PATCH", `issues/comments/${own.id}`, NONE, { body })
  const set = new Set(pull.labels.map(({ name }) => name))
  for (const other of Label.options)
    if (other !== label && set.has(other)) await call("DELETE", `${issue}/labels/${other}`, NONE)
  if (!set.has(label)) await call("POST", `${issue}/labels`, NONE, { labels: [label] })
  return { comment: own ? (own.body === body ? "same" : "renewed") : "written" }
}

type Call = <T>(method: string, path: string, schema: z.ZodType<T>, content?: unknown) => Promise<T>

/** A person can write the marker too; only what a program wrote is renewed. */
async function ownComment(call: Call, issue: string) {
  for (let page = 1; page <= PAGES; page++) {
    const comments = await call("GET", `${issue}/comments?per_page=100&page=${page}`, Comments)
    const own = comments.find(({ body, user }) => user?.type === "Bot" && body?.startsWith(MARKER))
    if (own || comments.length < 100) return own
  }
  return undefined
}

const CODES: Readonly<Record<number, HubErrorCode>> = { 401: "unauthorized", 403: "forbidden", 404: "not-found" }

async function request<T>(
  { api, repository, token }: PullRequestPlace,
  fetch: typeof globalThis.fetch,
  { method, path, schema, content }: { method: string; path: string; schema: z.ZodType<T>; content: unknown },
): Promise<T> {
  const response = await fetch(`${api}/repos/${repository}/${path}`, {
    method,
    headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token}`, "user-agent": "exporterhub" },
    signal: AbortSignal.timeout(20_000),
    ...(content === undefined ? {} : { body: JSON.stringify(content) }),
  }).catch((cause) => {
    throw new HubError("unreachable", `${api} did not answer`, { cause })
  })
  if (!response.ok)
    throw new HubError(CODES[response.status] ?? "upstream", `GitHub answered ${response.status} to ${method} ${path}`)
  const parsed = schema.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success) throw new HubError("upstream", `GitHub's answer to ${method} ${path} is not understood`)
  return parsed.data
}
