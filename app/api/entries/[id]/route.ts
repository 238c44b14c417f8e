import { entryOf } from "@/app/api/bundle/bundle-from"
import { answer } from "@/app/api/problem"
import { catalog } from "@/app/server"
import { entryJson } from "../entry-json"

/** One entry with its evidence. */
export function GET(_request: Request, { params }: RouteContext<"/api/entries/[id]">) {
  return answer(async () => {
    const entry = await entryOf((await params).id)
    return Response.json(entryJson(entry, (await catalog()).mutations.get(entry.id)))
  })
}
