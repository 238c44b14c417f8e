import { z } from "zod"
import { applyPlan } from "@/lib/cluster/apply"
import { HubError } from "@/lib/error"
import { ChangeBody, planChange } from "../change-plan"
import { planId } from "../install-plan"
import { local, readBody } from "../local"
import { startRun } from "../runs"

/** With the id of the plan that was shown. */
const Body = ChangeBody.extend({ plan: z.string() })

/** Rolls back or upgrades an install, if what would be done now is what the plan showed. Answers at once. */
export function POST(request: Request) {
  return local(request, async () => {
    const { plan: shown, ...body } = await readBody(request, Body)
    const { client, plan } = await planChange(body)
    if (planId(plan) !== shown)
      throw new HubError("conflict", "The plan is no longer what was shown; nothing was written", {
        hint: "Look at the plan again",
      })
    if (!plan.clean) throw new HubError("conflict", "The plan cannot be applied as it is; nothing was written")
    const { context, name, namespace } = plan
    const run = startRun({ kind: "apply", context, name, namespace }, (onEvent) => applyPlan(client, plan, onEvent))
    return Response.json({ run }, { status: 202 })
  })
}
