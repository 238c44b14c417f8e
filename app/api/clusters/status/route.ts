import { z } from "zod"
import { problem } from "@/app/api/problem"
import { cluster } from "@/app/server"
import { installStatus, installs } from "@/lib/cluster/status"
import { local } from "../local"

const Params = z.object({ context: z.string().min(1), namespace: z.string().optional(), name: z.string().optional() })

/** How the installs of a cluster are; with `namespace` and `name`, one of them in detail. */
export function GET(request: Request) {
  return local(request, async () => {
    const params = Params.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!params.success) return problem("usage", z.prettifyError(params.error))
    const { context, namespace, name } = params.data
    const client = await cluster(context)
    if (name === undefined || namespace === undefined)
      return Response.json({ installs: await installs(client, namespace) })
    return Response.json(await installStatus(client, { namespace, name }))
  })
}
