import { useEffect, useState } from "react"
import { z } from "zod"
import type { Draft } from "@/lib/contribute/draft"
import type { DraftReport } from "@/lib/contribute/draft-check"

/** How long typing rests before the checks run. Milliseconds. */
const CHECK_MS = 350

const Fault = z.object({ detail: z.string(), hint: z.string().optional() })

/** Sends JSON to this hub; throws an Error whose message is for people. */
export async function postDraft<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
  const response = await fetch(path, { ...request, ...(signal && { signal }) })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as T
  const { detail, hint } = Fault.safeParse(answer).data ?? { detail: `The hub answered ${response.status}` }
  throw new Error(hint === undefined ? detail : `${detail}. ${hint}`)
}

/** What the checks say of a draft, a moment after it was changed; the report before stays until the next is there. */
export function useReport({ id, files }: Draft, ready: boolean) {
  const [report, setReport] = useState<DraftReport>({ problems: [], metrics: [] })
  const [fault, setFault] = useState<string>()
  const [checked, setChecked] = useState<unknown>()
  useEffect(() => {
    if (!ready) return
    const abort = new AbortController()
    const timer = setTimeout(async () => {
      try {
        // An id that is still typed wrong must not keep the checks from the rest.
        const name = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? id : "draft"
        setReport(await postDraft<DraftReport>("/api/drafts/check", { id: name, files }, abort.signal))
        setFault(undefined)
        setChecked(files)
      } catch (error) {
        if (!abort.signal.aborted) setFault((error as Error).message)
      }
    }, CHECK_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [id, files, ready])
  return { ...report, fault, fresh: checked === files }
}
