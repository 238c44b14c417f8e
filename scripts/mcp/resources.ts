import { type McpServer, ResourceNotFoundError, ResourceTemplate } from "@modelcontextprotocol/server"
import { HubError } from "@/lib/error"
import { markdownPage } from "@/lib/markdown/route"
import type { McpHub } from "@/lib/mcp/tool"

/** Where pages lie as resources; the links in them lead to further ones. */
export const RESOURCE_ORIGIN = "exporterhub://catalog"

const MARKDOWN = "text/markdown"

/** Makes every page of the catalog readable: the entries are listed, their parts are found by links and the template. */
export function registerPages(server: McpServer, hub: () => Promise<McpHub>): void {
  const page = async (uri: URL) => {
    return { contents: [{ uri: uri.href, mimeType: MARKDOWN, text: pageText(await hub(), uri) }] }
  }
  const list = async () => {
    const { entries, links } = await hub()
    const resources = entries.map(({ id, title, summary }) => {
      return { uri: links.entry(id), name: id, title, description: summary, mimeType: MARKDOWN }
    })
    return { resources }
  }
  server.registerResource(
    "catalog",
    `${RESOURCE_ORIGIN}/index.md`,
    { title: "The catalog", description: "All entries with what they hold", mimeType: MARKDOWN },
    page,
  )
  server.registerResource(
    "page",
    new ResourceTemplate(`${RESOURCE_ORIGIN}/{+path}`, { list }),
    {
      title: "A page of the catalog",
      description: "entries/<entry>.md, entries/<entry>/alerts/<alert>.md, …/recordings, …/dashboards, …/metrics",
      mimeType: MARKDOWN,
    },
    page,
  )
}

function pageText(hub: McpHub, uri: URL): string {
  try {
    return markdownPage(hub, uri.pathname.replace(/\.md$/, "").split("/").slice(1).map(decodeURIComponent))
  } catch (error) {
    // A broken escape names nothing either.
    if (error instanceof HubError || error instanceof URIError) throw new ResourceNotFoundError(uri.href, error.message)
    throw error
  }
}
