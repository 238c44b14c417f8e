import { planReport } from "@/lib/cluster/plan"
import { InstallBody, planFor, planId } from "../install-plan"
import { local, readBody } from "../local"

/** What installing a bundle would do to a cluster. Writes nothing. */
export function POST(request: Request) {
  return local(request, async () => {
    const { plan } = await planFor(await readBody(request, InstallBody))
    return Response.json({ id: planId(plan), plan: planReport(plan) })
  })
}
