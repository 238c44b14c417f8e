import { catalog } from "@/app/server"
import type { MarkdownHub } from "@/lib/markdown/hub"
import { markdownLinks } from "@/lib/markdown/links"

/** The hub as pages in Markdown see it; their links lead to `origin`. */
export async function markdownHub(origin: string): Promise<MarkdownHub> {
  return { ...(await catalog()), links: markdownLinks(origin) }
}
