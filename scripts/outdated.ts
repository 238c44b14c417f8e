import { z } from "zod"
import { latestRelease } from "@/lib/adapters/github-releases"
import { entryIds, loadEntry } from "@/lib/catalog/load-entry"
import { compareVersions, versionOfTag } from "@/lib/contribute/versions"
import { command } from "./command"
import { catalogOption, registry, usableEntry } from "./registry"

/** An entry whose project has a newer release than the entry was recorded with. */
interface Outdated {
  id: string
  current: string
  latest: string
  url: string
}

export const outdated = command({
  summary: "List entries whose project has released a newer version; asks GitHub, with GITHUB_TOKEN where it is set",
  words: "[entry…]",
  options: z.object(catalogOption),
  examples: ["exporterhub outdated", "exporterhub outdated redis-exporter --json"],
  async run({ options, words, json, terminal }) {
    const source = registry(options.catalog)
    const found: Outdated[] = []
    // One after the other: GitHub limits how many calls are made at once.
    for (const id of await entryIds(source, words.length > 0 ? words : undefined)) {
      const entry = usableEntry(await loadEntry(source, id))
      const current = entry.versions[0]?.version ?? "0"
      const { GITHUB_API_URL: api, GITHUB_TOKEN: token } = process.env
      const release = await latestRelease(entry.source, { token, ...(api ? { api } : {}) })
      const latest = release && versionOfTag(release.tag)
      if (!release || latest === undefined || compareVersions(latest, current) <= 0) continue
      found.push({ id, current, latest, url: release.url })
    }
    if (json) terminal.out(JSON.stringify({ outdated: found }, null, 2))
    else for (const { id, current, latest, url } of found) terminal.out(`${id} ${current} → ${latest}  ${url}`)
    return found.length > 0 ? 1 : 0
  },
})
