import { preflight, publicAnswer } from "@/app/api/v1/public-answer"
import { decoded } from "@/app/decoded"
import { siteOrigin } from "@/app/site-origin"
import { markdownPage } from "@/lib/markdown/route"
import { markdownHub } from "../hub"

export const dynamic = "force-dynamic"

/** A page as Markdown: next.config.js brings "/<path>.md" here. */
export function GET(request: Request, { params }: RouteContext<"/markdown/[...path]">) {
  return publicAnswer(request, async () => {
    const path = (await params).path.map(decoded)
    const body = markdownPage(await markdownHub(siteOrigin(request)), path)
    const page = path.length === 1 && path[0] === "index" ? "" : path.map(encodeURIComponent).join("/")
    // The same content as the page: search engines shall list that one.
    const headers = { Link: `<${siteOrigin(request)}/${page}>; rel="canonical"`, "X-Robots-Tag": "noindex" }
    return { body, headers: { "Content-Type": "text/markdown; charset=utf-8", ...headers } }
  })
}

export const OPTIONS = preflight
