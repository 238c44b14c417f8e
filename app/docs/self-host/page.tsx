import type { Metadata } from "next"
import { Command } from "@/app/components/command"

export const metadata: Metadata = {
  title: "Run your own hub",
  description: "Run ExporterHub on your machine or for a company: modes, settings, caching and search.",
}

const SETTINGS: readonly (readonly [string, string])[] = [
  [
    "EXPORTERHUB_CATALOG",
    "The folder of entries; else catalog/ of the clone. It is read when the hub starts; the build is the same for all.",
  ],
  [
    "EXPORTERHUB_REGISTRIES",
    "Registries that lie over that one, the first on top: folders or Git URLs, separated by commas.",
  ],
  [
    "EXPORTERHUB_REPOSITORY",
    "The repository on GitHub that the entries come from, as owner/name. Drafts can then be proposed from the site.",
  ],
  ["EXPORTERHUB_REFRESH", "How often registries are read again while the hub runs, such as 10m. Without it: never."],
  ["PORT", "Where the hub listens; else 3000."],
  ["HOST", "On which address; else 127.0.0.1. A local hub listens on this machine only."],
  ["EXPORTERHUB_MODE", "public: no cluster pages and no cluster routes exist. Anything else: local."],
  [
    "EXPORTERHUB_URL",
    "The address under which others reach the hub. Alerts of a bundle then link to their runbooks here.",
  ],
  ["KUBECONFIG", "Local mode: whose contexts are offered, as with kubectl."],
  [
    "MEILI_URL",
    "Search Meilisearch at this address, such as http://127.0.0.1:7700. Without it the hub searches by itself.",
  ],
  ["MEILI_KEY", "The key of that server. The site needs one with the action search only."],
  ["MEILI_INDEX", "The index of that server; exporterhub unless set."],
]

export default function SelfHostPage() {
  return (
    <>
      <h1>Run your own hub</h1>
      <p>It needs Node.js 20 or newer and nothing else: no database, no search server, no account.</p>
      <Command>{"npm ci\nnpm start"}</Command>
      <p>
        That builds the site and serves it at <code>http://127.0.0.1:3000</code>.
      </p>
      <h2>Local and public</h2>
      <p>
        <strong>Local</strong> is the default. The hub listens on your machine only and offers the contexts of your
        kubeconfig as clusters, with your rights, like <code>kubectl proxy</code>. Cluster routes answer only requests
        to 127.0.0.1 or localhost that come from the hub’s own pages.
      </p>
      <p>
        <strong>Public</strong> is for everyone else. No cluster routes exist, and a bundle is a link for{" "}
        <code>kubectl apply</code>, Flux or Argo CD. Nothing is stored about visitors.
      </p>
      <Command>{"npm run build\nEXPORTERHUB_MODE=public HOST=0.0.0.0 node server/start.js"}</Command>
      <h2>How it is served</h2>
      <p>
        The build holds no page of the catalog, so it takes as long for a thousand entries as for five. When the hub
        starts it parses the entries that have changed since the last time and keeps the result in{" "}
        <code>~/.cache/exporterhub/catalog</code>. Pages are made when they are first asked for, and kept in memory,
        compressed, up to 128 MB; the least used go first.
      </p>
      <p>
        Every page allows its own scripts by their hashes and no others, so text out of an entry can never run. The{" "}
        <code>Cache-Control</code> of pages lets a CDN in front answer alone for five minutes; clusters and searches are
        never kept.
      </p>
      <p>
        <code>/healthz</code> answers 200, and 503 once the hub was told to end with SIGTERM. It then answers what has
        been asked, for at most ten seconds.
      </p>
      <h2>Search with Meilisearch</h2>
      <p>
        The hub searches in its own process, which is enough for tens of thousands of alerts, metrics and dashboards.
        Several hubs can share a <a href="https://www.meilisearch.com/docs">Meilisearch</a> server (1.36 or newer)
        instead: the words, synonyms and marked matches stay those of the hub, the order of hits is Meilisearch’s.
      </p>
      <Command>{"MEILI_URL=http://127.0.0.1:7700 MEILI_KEY=… npx exporterhub index"}</Command>
      <p>
        That fills a fresh index and swaps it in, so searches find the old or the new catalog as a whole. Run it after
        each change of the catalog. Its key needs the actions <code>indexes.*</code>, <code>documents.add</code>,{" "}
        <code>settings.update</code> and <code>tasks.get</code>. Then start the hub with <code>MEILI_URL</code> and a
        key that may only search.
      </p>
      <p>
        While the server is down, searching fails and says so; every other page works. The hub does not fall back to its
        own search, which may know another state of the catalog.
      </p>
      <h2>Settings</h2>
      <dl>
        {SETTINGS.map(([name, words]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
