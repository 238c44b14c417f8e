import type { z } from "zod"
import { answer } from "@/app/api/problem"
import { guardLocal } from "@/app/local-only"
import { HubError } from "@/lib/error"

const MAX_BODY = 64 * 1024

/** Runs a handler of the cluster routes: guarded, and with failures as problems. */
export function local(request: Request, run: () => Promise<Response>): Promise<Response> {
  return answer(async () => {
    guardLocal(request)
    return run()
  })
}

/** The JSON body of a request by its schema; throws HubError("usage"). */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const text = await request.text()
  if (text.length > MAX_BODY) throw new HubError("usage", "The body is too large")
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new HubError("usage", "The body is not JSON", { cause })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }))
  throw new HubError("usage", "The body is not what is expected", { fields })
}
