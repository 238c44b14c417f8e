import { answer } from "@/app/api/problem"
import { readProposal } from "@/app/api/propose/read-proposal"
import { editorSteps } from "@/lib/contribute/editor-link"
import { countLines } from "@/lib/contribute/proposal"
import { unifiedDiff } from "@/lib/contribute/unified-diff"

/** What the files of a draft change of the registry on GitHub, and the pages of its editor where that is done by hand. */
export function POST(request: Request) {
  return answer(async () => {
    const { base, changes } = await readProposal(request)
    return Response.json({
      repository: base.repository,
      branch: base.branch,
      changes: changes.map((change) => ({
        path: change.path,
        kind: change.before === undefined ? "added" : change.after === undefined ? "removed" : "changed",
        ...countLines(change),
        diff: unifiedDiff(change).join("\n"),
      })),
      steps: editorSteps(base, changes),
    })
  })
}
