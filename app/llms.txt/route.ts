import { publicAnswer } from "@/app/api/v1/public-answer"
import { remembered } from "@/app/api/v1/remembered"
import { markdownHub } from "@/app/markdown/hub"
import { catalog } from "@/app/server"
import { siteOrigin } from "@/app/site-origin"
import { llmsTxt } from "@/lib/markdown/catalog"

export const dynamic = "force-dynamic"

/** Where assistants begin to read: https://llmstxt.org */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const origin = siteOrigin(request)
    const { type, body } = await remembered(await catalog(), `/llms.txt ${origin}`, async () => {
      return { type: "text/plain; charset=utf-8", body: llmsTxt(await markdownHub(origin), origin) }
    })
    return { body, headers: { "Content-Type": type } }
  })
}
