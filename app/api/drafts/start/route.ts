import { z } from "zod"
import { readDraftBody } from "@/app/api/drafts/read-draft"
import { answer, problem } from "@/app/api/problem"
import { DraftScrape, startFromScrape } from "@/lib/contribute/draft-start"

/** The files of a draft with a capture made of a scrape, and first rules, tests, runbooks and a dashboard from it. */
export function POST(request: Request) {
  return answer(async () => {
    const body = DraftScrape.safeParse(await readDraftBody(request))
    if (!body.success) return problem("usage", z.prettifyError(body.error).split("\n").join(" "))
    const now = `${new Date().toISOString().slice(0, 19)}Z`
    return Response.json({ files: startFromScrape(body.data, now, "exporterhub site") })
  })
}
