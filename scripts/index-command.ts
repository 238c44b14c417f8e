import { z } from "zod"
import { fillMeilisearch } from "@/lib/adapters/meilisearch-fill"
import { HubError } from "@/lib/error"
import { command } from "./command"
import { catalogOption, searchDocuments } from "./registry"
import { meilisearchAddress } from "./search-engine"
import { paint } from "./terminal"

export const index = command({
  summary: "Fill Meilisearch with the catalog; searches go on meanwhile and find the old or the new one as a whole",
  options: z.object({
    ...catalogOption,
    url: z.string().optional().describe("address of Meilisearch, instead of MEILI_URL; the key is in MEILI_KEY"),
    index: z.string().optional().describe("index to fill, instead of MEILI_INDEX or exporterhub"),
  }),
  examples: ["MEILI_URL=http://127.0.0.1:7700 MEILI_KEY=… exporterhub index", "exporterhub index --json"],
  async run({ options, json, terminal }) {
    const address = meilisearchAddress(options.url)
    if (!address)
      throw new HubError("usage", "Which Meilisearch is to be filled?", {
        hint: "Set MEILI_URL or --url; without Meilisearch the hub searches by itself and needs no index",
      })
    const started = performance.now()
    const all = await searchDocuments(options.catalog)
    const target = options.index ? { ...address, index: options.index } : address
    await fillMeilisearch(target, all, ({ documents, total }) => {
      if (!json) terminal.err(paint(terminal, "dim", `${documents} of ${total} documents`))
    })
    const tookMs = Math.round(performance.now() - started)
    if (json) terminal.out(JSON.stringify({ documents: all.length, tookMs }, null, 2))
    else terminal.out(`${all.length} documents are in use, after ${(tookMs / 1_000).toFixed(1)} s`)
    return 0
  },
})
