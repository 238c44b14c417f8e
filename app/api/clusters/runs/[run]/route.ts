import { local } from "../../local"
import { watchRun } from "../../runs"

/** The lines of a run as they come, from its start. */
export function GET(request: Request, { params }: RouteContext<"/api/clusters/runs/[run]">) {
  return local(request, async () => {
    const lines = watchRun((await params).run)
    return new Response(lines, {
      headers: { "Content-Type": "application/x-ndjson", "Cache-Control": "no-store", "X-Accel-Buffering": "no" },
    })
  })
}
