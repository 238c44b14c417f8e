import { publicAnswer } from "@/app/api/v1/public-answer"
import { catalog } from "@/app/server"
import { dashboardFormats } from "@/lib/bundle/dashboard-files"
import { HubError } from "@/lib/error"

export const dynamic = "force-dynamic"

/** One dashboard as a file, in one of the formats. */
export function GET(request: Request, { params }: RouteContext<"/entries/[id]/dashboards/[dashboard]/[file]">) {
  return publicAnswer(request, async () => {
    const { id, dashboard: name, file } = await params
    const entry = (await catalog()).byId.get(id)
    const dashboard = entry?.dashboards.find((candidate) => candidate.id === name)
    const format = dashboardFormats.find((candidate) => candidate.name === file)
    if (!entry || !dashboard || !format)
      throw new HubError("not-found", `There is no ${file} of the dashboard ${name} of ${id}`, {
        hint: `The files of a dashboard are ${dashboardFormats.map((one) => one.name).join(", ")}`,
      })
    return {
      body: format.content(entry, dashboard),
      headers: {
        "Content-Type": format.mediaType,
        "Content-Disposition": `attachment; filename="${entry.id}-${dashboard.id}.${format.name}"`,
      },
    }
  })
}
