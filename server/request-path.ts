/** Longer addresses than this are refused: nothing here needs them, and they would fill logs and caches. Characters. */
const MAX_URL = 12_000
const READ = ["GET", "HEAD"]

/** Why a request is not even looked at. */
export interface Refusal {
  status: 400 | 405 | 414
  title: string
  text: string
  /** For 405. */
  allow?: string
}

/** What is asked for, or why it is refused. `path` is as it was sent: decoding is the router's business. */
export function requestPath(method: string, url: string): { path: string; query: string } | Refusal {
  if (url.length > MAX_URL)
    return { status: 414, title: "This address is too long", text: `Addresses have at most ${MAX_URL} characters.` }
  const [path = "", query = ""] = split(url)
  if (!isClean(path)) return { status: 400, title: "This address is not valid", text: "It cannot be read as a path." }
  const allowed = methods(path)
  if (allowed && !allowed.includes(method)) {
    const allow = allowed.join(", ")
    return { status: 405, title: "Not with this method", text: `This address answers ${allow}.`, allow }
  }
  return { path, query }
}

function split(url: string): [string, string] {
  const mark = url.indexOf("?")
  return mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)]
}

/** Whether a path is made of names: no second host, no way up, no control characters, no broken encoding. */
function isClean(path: string): boolean {
  if (!path.startsWith("/") || path.startsWith("//")) return false
  try {
    return path.split("/").every((part) => {
      const name = decodeURIComponent(part)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      return name !== "." && name !== ".." && !/[\u0000-\u001f\u007f/\\]/.test(name)
    })
  } catch {
    return false
  }
}

/** The pages whose server actions are sent to their own address. */
const FORMS = /^\/(?:lint|contribute\/(?:new|edit\/[^/]+))$/

/** What a path can be asked with; undefined where the route itself decides. */
function methods(path: string): readonly string[] | undefined {
  if (path.startsWith("/api/")) return undefined
  return FORMS.test(path) ? [...READ, "POST"] : READ
}

/** Whether a path is written in the one way that links use, so that it can name an answer that is kept. */
export function isCanonical(path: string): boolean {
  return path.split("/").every((part) => {
    const name = decodeURIComponent(part)
    return part === encodeURIComponent(name) || part === encodeURI(name)
  })
}
