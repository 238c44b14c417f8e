import { z } from "zod"
import { readDraftBody } from "@/app/api/drafts/read-draft"
import { forge } from "@/app/server"
import { validateEntry } from "@/lib/checks/validate"
import { draftContent, loadDraft } from "@/lib/contribute/draft-check"
import { changesAgainst, makeProposal, REGISTRY_FOLDER } from "@/lib/contribute/proposal"
import { HubError } from "@/lib/error"

const Body = z.object({
  id: z.unknown(),
  files: z.unknown(),
  title: z.string().trim().min(1).max(200).optional(),
  draft: z.boolean().default(false),
})

/** The token that GitHub gave the visitor, as the request carries it; it is passed on and kept nowhere. */
function tokenOf(request: Request): string | undefined {
  return /^Bearer ([\w.-]{1,255})$/.exec(request.headers.get("authorization") ?? "")?.[1]
}

/** What the files of a request change of the registry on GitHub, as it is now. Throws HubError. */
export async function readProposal(request: Request) {
  const body = Body.safeParse(await readDraftBody(request))
  if (!body.success) throw new HubError("usage", z.prettifyError(body.error).split("\n").join(" "))
  const { id, files, ...wishes } = body.data
  const content = draftContent({ id, files })
  const place = forge(tokenOf(request))
  const base = await place.base(`${REGISTRY_FOLDER}/${content.id}`)
  const changes = await changesAgainst(place, base, content)
  return {
    base,
    changes,
    /** Branch, commit and pull request. Throws HubError("unauthorized") without a token. */
    async open() {
      const problems = validateEntry(await loadDraft(content))
      return place.propose(base, makeProposal(content.id, changes, problems, wishes))
    },
  }
}
