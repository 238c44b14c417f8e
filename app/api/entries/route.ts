import { answer } from "@/app/api/problem"
import { catalog } from "@/app/server"
import { entrySummary } from "./entry-json"

/** All entries, in short. */
export function GET() {
  return answer(async () => Response.json({ entries: (await catalog()).entries.map(entrySummary) }))
}
