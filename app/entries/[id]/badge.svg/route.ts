import { entryOf } from "@/app/api/bundle/bundle-from"
import { apiHub } from "@/app/api/v1/hub"
import { publicAnswer } from "@/app/api/v1/public-answer"
import { proofOf } from "@/lib/api/rule-facts"
import { alertBadge, badgeSvg } from "@/lib/share/badge"

/** How much of an entry is proven, for the README of the exporter. */
export function GET(request: Request, { params }: RouteContext<"/entries/[id]/badge.svg">) {
  return publicAnswer(request, async () => {
    const [entry, hub] = await Promise.all([entryOf((await params).id), apiHub()])
    const proven = entry.alerts.filter((alert) => proofOf(hub, entry, alert).proven).length
    const body = badgeSvg(alertBadge({ proven, total: entry.alerts.length }))
    return { body, headers: { "Content-Type": "image/svg+xml; charset=utf-8" } }
  })
}
