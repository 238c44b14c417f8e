import type { FieldFault } from "@/lib/error"

/** A failure as the routes answer it. */
export interface Problem {
  detail: string
  hint?: string
  fields?: readonly FieldFault[]
}

type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Posts JSON to a route of this hub. A failure is an answer too, also when nobody answers. */
export async function postJson<T>(url: string, body: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    })
    const value: unknown = await response.json()
    return response.ok ? { ok: true, value: value as T } : { ok: false, problem: value as Problem }
  } catch {
    return { ok: false, problem: { detail: "The hub does not answer", hint: "Is it still running?" } }
  }
}
