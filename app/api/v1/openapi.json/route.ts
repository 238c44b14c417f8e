import { siteUrl } from "@/app/server"
import { openApi } from "@/lib/api/openapi"
import packageJson from "@/package.json"
import { preflight, publicAnswer } from "../public-answer"

/** The OpenAPI document. */
export function GET(request: Request) {
  return publicAnswer(request, async () => ({
    body: JSON.stringify(openApi({ siteUrl: siteUrl(), version: packageJson.version })),
    headers: { "Content-Type": "application/json" },
  }))
}

export const OPTIONS = preflight
