import { readDraftBody } from "@/app/api/drafts/read-draft"
import { answer } from "@/app/api/problem"
import { ruleRunner } from "@/app/server"
import { draftContent, loadDraft } from "@/lib/contribute/draft-check"

/** Runs the unit tests of a draft with promtool; problem "missing-tool" where there is none. */
export function POST(request: Request) {
  return answer(async () => {
    const loaded = await loadDraft(draftContent(await readDraftBody(request)))
    const { tool, problems } = await (await ruleRunner()).run(loaded, request.signal)
    const within = problems.map((problem) => ({ ...problem, file: problem.file.replace(`${loaded.id}/`, "") }))
    return Response.json({ tool, problems: within })
  })
}
