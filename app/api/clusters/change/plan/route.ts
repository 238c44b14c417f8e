import { planReport } from "@/lib/cluster/plan"
import { ChangeBody, planChange } from "../../change-plan"
import { planId } from "../../install-plan"
import { local, readBody } from "../../local"

/** What a rollback or an upgrade of an install would do. Writes nothing. */
export function POST(request: Request) {
  return local(request, async () => {
    const { plan } = await planChange(await readBody(request, ChangeBody))
    return Response.json({ id: planId(plan), plan: planReport(plan) })
  })
}
