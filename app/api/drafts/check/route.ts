import { readDraftBody } from "@/app/api/drafts/read-draft"
import { answer } from "@/app/api/problem"
import { draftContent, draftReport, loadDraft } from "@/lib/contribute/draft-check"

/** What the checks say of the files of a draft, and the metrics of its captures. Nothing is stored. */
export function POST(request: Request) {
  return answer(async () => Response.json(draftReport(await loadDraft(draftContent(await readDraftBody(request))))))
}
