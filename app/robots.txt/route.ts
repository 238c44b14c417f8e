import { publicAnswer } from "@/app/api/v1/public-answer"
import { siteOrigin } from "@/app/site-origin"

export const dynamic = "force-dynamic"

/** Everything may be read; searches and bundles have no end, so robots need not go there. */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const lines = [
      "User-agent: *",
      "Disallow: /search?",
      "Disallow: /api/v1/search",
      "Disallow: /api/v1/bundle",
      "Disallow: /api/bundle",
      "Disallow: /clusters",
      "Allow: /",
      "",
      `Sitemap: ${siteOrigin(request)}/sitemap.xml`,
    ]
    return { body: `${lines.join("\n")}\n`, headers: { "Content-Type": "text/plain; charset=utf-8" } }
  })
}
