import { z } from "zod"
import { cluster } from "@/app/server"
import { uninstall } from "@/lib/cluster/uninstall"
import { local, readBody } from "../local"
import { startRun } from "../runs"

const Body = z.strictObject({ context: z.string().min(1), name: z.string().min(1), namespace: z.string().min(1) })

/** Removes an install. Answers at once; the run can be watched. */
export function POST(request: Request) {
  return local(request, async () => {
    const { context, name, namespace } = await readBody(request, Body)
    const client = await cluster(context)
    const run = startRun({ kind: "uninstall", context, name, namespace }, async (onEvent) => ({
      ok: true,
      ...(await uninstall(client, { name, namespace }, onEvent)),
    }))
    return Response.json({ run }, { status: 202 })
  })
}
