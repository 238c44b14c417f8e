import { MAX_DRAFT } from "@/lib/contribute/draft"
import { HubError } from "@/lib/error"

/** The JSON of a request about a draft: only from pages of this hub, and no more than a draft may have. Throws HubError. */
export async function readDraftBody(request: Request): Promise<unknown> {
  // Another site must not make a visitor's hub work: JSON needs a preflight there, which nothing answers.
  if (!/^application\/json\b/.test(request.headers.get("content-type") ?? ""))
    throw new HubError("usage", "The body must be application/json")
  const text = await textOf(request, 2 * MAX_DRAFT)
  try {
    return JSON.parse(text)
  } catch {
    throw new HubError("usage", "The body is not JSON")
  }
}

/** Stops reading where there is too much, whatever the request says of its length. */
async function textOf(request: Request, most: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > most) throw new HubError("usage", `The draft has more than ${MAX_DRAFT} characters`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
