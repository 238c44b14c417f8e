import { z } from "zod"
import { applyPlan } from "@/lib/cluster/apply"
import { HubError } from "@/lib/error"
import { InstallBody, planFor, planId } from "../install-plan"
import { local, readBody } from "../local"
import { startRun } from "../runs"

const ApplyBody = InstallBody.extend({
  /** Of the bundle that was shown. */
  digest: z.string(),
  /** Of the plan that was shown. */
  plan: z.string(),
  /** The user saw an error of the pre-flight and goes on. */
  ignorePreflight: z.boolean().default(false),
})

/** Applies a bundle, if what would be done now is what the plan showed. Answers at once; the run can be watched. */
export function POST(request: Request) {
  return local(request, async () => {
    const { digest, plan: shown, ignorePreflight, ...body } = await readBody(request, ApplyBody)
    const { client, plan } = await planFor(body)
    if (plan.digest !== digest || planId(plan) !== shown)
      throw new HubError("conflict", "The plan is no longer what was shown; nothing was written", {
        hint: "Look at the plan again",
      })
    if (!plan.clean) throw new HubError("conflict", "The plan cannot be applied as it is; nothing was written")
    if (plan.preflight.level === "error" && !ignorePreflight)
      throw new HubError("conflict", "The pre-flight found an error; nothing was written")
    const { context, name, namespace } = plan
    const run = startRun({ kind: "apply", context, name, namespace }, (onEvent) => applyPlan(client, plan, onEvent))
    return Response.json({ run }, { status: 202 })
  })
}
