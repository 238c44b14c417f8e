import { clusterContexts } from "@/app/server"
import { local } from "./local"

/** The clusters that can be chosen. */
export function GET(request: Request) {
  return local(request, async () => Response.json({ contexts: await clusterContexts() }))
}
