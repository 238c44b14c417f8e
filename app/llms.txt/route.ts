import { publicAnswer } from "@/app/api/v1/public-answer"
import { markdownHub } from "@/app/markdown/hub"
import { siteOrigin } from "@/app/site-origin"
import { llmsTxt } from "@/lib/markdown/catalog"

export const dynamic = "force-dynamic"

/** Where assistants begin to read: https://llmstxt.org */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const origin = siteOrigin(request)
    const body = llmsTxt(await markdownHub(origin), origin)
    return { body, headers: { "Content-Type": "text/plain; charset=utf-8" } }
  })
}
