import { HubError } from "@/lib/error"

/** How a scrape is made. */
export interface ScrapeOptions {
  /** The answer must be complete by then. Milliseconds. */
  timeoutMs?: number
  /** Unpacked bytes that are read at most. */
  maxBytes?: number
  headers?: Readonly<Record<string, string>>
  fetch?: typeof globalThis.fetch
}

/** What an exporter answered. */
export interface Scraped {
  text: string
  contentType: string
}

/** The classic text format, and anything else only from servers that do not look at this. */
const ACCEPT = "text/plain;version=0.0.4;q=1,*/*;q=0.1"

/**
 * GET of an exporter's metrics. Redirects are not followed: headers that give access must not go anywhere else. Throws
 * HubError: `usage` for a bad URL, `unreachable`, `timeout`, `unauthorized`, `not-found`, `upstream`.
 */
export async function scrape(address: string, options: ScrapeOptions = {}): Promise<Scraped> {
  const { timeoutMs = 10_000, maxBytes = 32 * 1024 * 1024, headers = {}, fetch = globalThis.fetch } = options
  const url = parseUrl(address)
  const authorization = basic(url)
  url.username = ""
  url.password = ""
  const place = `${url.origin}${url.pathname}`
  const signal = AbortSignal.timeout(timeoutMs)
  const failed = (cause: unknown): HubError => {
    if (signal.aborted)
      return new HubError("timeout", `${place} gave no complete answer in ${timeoutMs / 1000} s`, { cause })
    return new HubError("unreachable", `${place} cannot be reached: ${reason(cause)}`, { cause })
  }
  const response = await fetch(url, {
    headers: { accept: ACCEPT, ...(authorization === undefined ? {} : { authorization }), ...headers },
    redirect: "manual",
    signal,
  }).catch((cause) => {
    throw failed(cause)
  })
  refuse(response, place)
  try {
    return { text: await read(response, maxBytes), contentType: response.headers.get("content-type") ?? "" }
  } catch (cause) {
    throw cause instanceof HubError ? cause : failed(cause)
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url
  throw new HubError("usage", `"${text.replace(/\/\/[^/@]*@/, "//")}" is no http or https address`, {
    hint: "Such as http://localhost:9121/metrics",
  })
}

function basic({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`
}

function refuse(response: Response, place: string): void {
  const { status } = response
  if (status >= 200 && status < 300) return
  void response.body?.cancel().catch(() => undefined)
  if (status >= 300 && status < 400)
    throw new HubError("upstream", `${place} leads on to ${response.headers.get("location") ?? "another address"}`, {
      hint: "Give the address of the metrics themselves; a redirect is not followed, since it may lead to a login page",
    })
  if (status === 401 || status === 403)
    throw new HubError("unauthorized", `${place} refuses the request (${status})`, {
      hint: "--bearer-file, --bearer-env and --header give access; none of them is written down",
    })
  if (status === 404)
    throw new HubError("upstream", `There is nothing at ${place} (404)`, { hint: "Is the path right?" })
  throw new HubError("upstream", `${place} answered ${status}`)
}

async function read(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  let bytes = 0
  const reader = response.body?.getReader()
  if (!reader) return ""
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw new HubError("upstream", `The answer is larger than ${(maxBytes / 1024 / 1024).toFixed(0)} MiB, unpacked`, {
        hint: "Switch off collectors, or raise the limit with --max-size",
      })
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}

function reason(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  const code = (inner as NodeJS.ErrnoException).code
  const words: Record<string, string> = {
    ECONNREFUSED: "the connection is refused",
    ENOTFOUND: "there is no such host",
    ECONNRESET: "the connection was cut",
    DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed (NODE_EXTRA_CA_CERTS names a file of authorities)",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted (NODE_EXTRA_CA_CERTS names a file of authorities)",
    UND_ERR_SOCKET: "the connection was cut",
  }
  return (code === undefined ? undefined : words[code]) ?? (inner instanceof Error ? inner.message : String(inner))
}
