import type { McpServer } from "@modelcontextprotocol/server"
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio"
import { z } from "zod"
import { rememberedEvidence } from "@/lib/adapters/mutation-evidence"
import { loadEntries } from "@/lib/catalog/load-entry"
import { markdownLinks } from "@/lib/markdown/links"
import type { McpHub } from "@/lib/mcp/tool"
import { entryCard } from "@/lib/stats/entry-card"
import { command } from "./command"
import { RESOURCE_ORIGIN } from "./mcp/resources"
import { mcpServer } from "./mcp/server"
import { catalogOption, registries, usableEntry } from "./registry"
import { searchEngine } from "./search-engine"
import type { Terminal } from "./terminal"

/** A message that is longer ends the connection: `lint` takes a million characters. Bytes. */
const LONGEST_MESSAGE = 8_000_000

export const mcp = command({
  summary: "Serve the catalog to assistants: an MCP server on standard input and output",
  options: z.object(catalogOption),
  examples: ["claude mcp add exporterhub -- npx exporterhub mcp", "exporterhub mcp --catalog ./my-catalog"],
  async run({ options, terminal }) {
    let hub: Promise<McpHub> | undefined
    const once = (): Promise<McpHub> => {
      hub ??= readHub(options.catalog)
      return hub
    }
    // A catalog that cannot be read is told now, with an exit code, and not at the first call.
    await once()
    return (await serve(() => mcpServer(once), terminal)) ? 0 : 2
  },
})

/** Serves until the client is gone, and answers true then; false when what it sent could not be read any more. */
async function serve(factory: () => McpServer, terminal: Terminal): Promise<boolean> {
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: LONGEST_MESSAGE })
  const handle = serveStdio(factory, { transport, onerror: ({ message }) => terminal.err(`mcp: ${message}`) })
  const isRead = await new Promise<boolean>((resolve) => {
    for (const event of ["end", "close"]) process.stdin.once(event, () => resolve(true))
    for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => resolve(true))
    // serveStdio has put its own handler there, which has to run as well.
    const closed = transport.onclose
    transport.onclose = () => {
      closed?.()
      resolve(process.stdin.readableEnded)
    }
  })
  await handle.close()
  process.stdin.destroy()
  return isRead
}

async function readHub(folder: string): Promise<McpHub> {
  const { source, origins } = await registries(folder)
  const loaded = await loadEntries(source)
  const entries = loaded.map(usableEntry)
  const remembered = await Promise.all(loaded.map(async (one) => [one.id, await rememberedEvidence(one)] as const))
  const engine = searchEngine(folder)
  return {
    entries,
    cards: entries.map(entryCard),
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    mutations: new Map(remembered.flatMap(([id, evidence]) => (evidence ? [[id, evidence] as const] : []))),
    origins,
    search: () => engine,
    links: markdownLinks(RESOURCE_ORIGIN),
    siteUrl: process.env.EXPORTERHUB_URL?.replace(/\/+$/, "") || undefined,
  }
}
