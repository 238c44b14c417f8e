import { Octokit, RequestError } from "octokit"
import { HubError } from "@/lib/error"

/** How GitHub is reached. */
export interface GitHubAccess {
  /** Such as https://api.github.com, without a slash at the end. */
  api: string
  /** Without one, public repositories can be read. */
  token?: string | undefined
  /** A call gives up after so many milliseconds. */
  timeoutMs?: number
  /** Before the first repetition; it doubles each time. Milliseconds. */
  pauseMs?: number
  /** Longest time to wait where GitHub asks for it, in milliseconds; beyond that it is a failure. */
  patienceMs?: number
}

/** One call, repeated where that can help; what it throws is a HubError, or a RequestError that `expected` names. */
export type GitHubCall = <T>(
  what: string,
  run: (octokit: Octokit) => Promise<T>,
  expected?: readonly number[],
) => Promise<T>

const TRIES = 3

/**
 * Calls of GitHub's REST API. Broken connections and 5xx are tried again, so callers must cope with a call that was carried
 * out twice. Tokens never appear in messages.
 */
export function githubCalls({
  api,
  token,
  timeoutMs = 20_000,
  pauseMs = 500,
  patienceMs = 30_000,
}: GitHubAccess): GitHubCall {
  // The plugins for repeating and for holding back would hide what went wrong, and wait for hours without a word.
  const octokit = new Octokit({
    baseUrl: api,
    ...(token === undefined ? {} : { auth: token }),
    userAgent: "exporterhub",
    retry: { enabled: false },
    throttle: { enabled: false },
    request: {
      fetch: (url: string, init: RequestInit) => whole(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    },
  })
  return async (what, run, expected = []) => {
    for (let tried = 1; ; tried++) {
      try {
        return await run(octokit)
      } catch (error) {
        if (!(error instanceof RequestError)) throw error
        if (error.response && expected.includes(error.status)) throw error
        const pause = pauseBefore(error, pauseMs * 2 ** (tried - 1))
        if (tried >= TRIES || pause === undefined || pause > patienceMs) throw failure(error, { api, what, timeoutMs })
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }
}

/** Reads the body at once: octokit would hand on one that is cut off as if it were the answer. */
async function whole(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const body = await response.arrayBuffer()
  const { status, statusText, headers } = response
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers })
}

/** Milliseconds to wait before the same call may work; undefined when it will not. */
function pauseBefore({ status, response }: RequestError, pause: number): number | undefined {
  const asked = Number(response?.headers["retry-after"])
  if (response && (status === 403 || status === 429)) return asked > 0 ? asked * 1000 : undefined
  if (response && status < 500) return undefined
  return asked > 0 ? asked * 1000 : pause
}

interface Where {
  api: string
  what: string
  timeoutMs: number
}

/** GitHub's refusal in words that say what to do. */
function failure(error: RequestError, { api, what, timeoutMs }: Where): HubError {
  const { status, response } = error
  const says = messageOf(response?.data)
  const told = `GitHub answered ${status} when asked to ${what}${says === "" ? "" : `: ${says}`}`
  const fail = (code: ConstructorParameters<typeof HubError>[0], message: string, hint: string): HubError =>
    new HubError(code, message, { hint })
  if (!response) {
    if (isTimeout(error))
      return fail(
        "timeout",
        `${api} did not answer within ${timeoutMs / 1000} s when asked to ${what}`,
        "Try again later",
      )
    return fail(
      "unreachable",
      `${api} did not answer when asked to ${what}`,
      "Look at the network, or at githubstatus.com",
    )
  }
  if (status === 401)
    return fail(
      "unauthorized",
      "GitHub refused the token: it is expired, revoked or mistyped",
      "Make a new one, or log in again",
    )
  const limit = limitOf(response.headers, says)
  if ((status === 403 || status === 429) && limit !== undefined) return fail("forbidden", limit.message, limit.hint)
  if (status === 403)
    return fail("forbidden", told, "The token needs public_repo, or write access to contents and pull requests")
  if (status === 404) return fail("not-found", told, "Look at its name; a private one needs a token that can see it")
  if (status === 409) return fail("conflict", told, "Try again; somebody else changed the same thing")
  if (status === 422) return fail("conflict", told, "Try again; when it stays, use GitHub's own editor")
  return fail("upstream", told, "Try again later; githubstatus.com says whether GitHub has trouble")
}

type Headers = Readonly<Record<string, string | number | undefined>>

/** What is used up, and when it is not any more; undefined when the refusal is no limit. */
function limitOf(headers: Headers, says: string): { message: string; hint: string } | undefined {
  const after = Number(headers["retry-after"])
  if (after > 0 || /secondary rate limit/i.test(says))
    return {
      message: "GitHub slows this account down (secondary rate limit)",
      hint: `Try again in ${minutes(after > 0 ? after : 60)}`,
    }
  if (String(headers["x-ratelimit-remaining"]) !== "0") return undefined
  const reset = Number(headers["x-ratelimit-reset"])
  if (!Number.isFinite(reset)) return { message: "GitHub's rate limit is used up", hint: "Try again in an hour" }
  const time = `${new Date(reset * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`
  const left = Math.max(0, reset - Date.now() / 1000)
  return { message: "GitHub's rate limit is used up", hint: `Try again at ${time}, in ${minutes(left)}` }
}

function minutes(seconds: number): string {
  const count = Math.max(1, Math.ceil(seconds / 60))
  return `${count} ${count === 1 ? "minute" : "minutes"}`
}

function isTimeout(error: Error): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause.name === "TimeoutError" || /aborted due to timeout/.test(cause.message)) return true
  return false
}

/** GitHub's message with what it says of single fields, on one line. */
function messageOf(data: unknown): string {
  const { message, errors } = (data ?? {}) as { message?: unknown; errors?: unknown }
  const details = Array.isArray(errors) ? errors.map((item) => (typeof item === "string" ? item : item?.message)) : []
  return [message, ...details]
    .filter((text) => typeof text === "string")
    .join("; ")
    .replace(/[^\x20-\x7e]+/g, " ")
    .slice(0, 300)
}
