import { entryOf } from "@/app/api/bundle/bundle-from"
import { answer } from "@/app/api/problem"
import { entryJson } from "../entry-json"

/** One entry with its evidence. */
export function GET(_request: Request, { params }: RouteContext<"/api/entries/[id]">) {
  return answer(async () => Response.json(entryJson(await entryOf((await params).id))))
}
