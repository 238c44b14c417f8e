import { z } from "zod"
import { answer, problem } from "@/app/api/problem"
import { readSearch, toQuery } from "@/app/search/search-url"
import { searchEngine } from "@/app/server"

const Range = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
})

/** Search: `q`, the filters by the names in FILTERS (each may be repeated), `limit` and `offset`. */
export function GET(request: Request) {
  return answer(async () => {
    const params = new URL(request.url).searchParams
    const range = Range.safeParse(Object.fromEntries(params))
    if (!range.success) return problem("usage", z.prettifyError(range.error))
    if ((params.get("q")?.length ?? 0) > 200) return problem("usage", "q is longer than 200 characters")
    const engine = await searchEngine()
    return Response.json(await engine.search({ ...toQuery(readSearch(params)), ...range.data }))
  })
}
