import { z } from "zod"
import { Category, EntryFile } from "@/lib/catalog/entry-file"
import { versionDiff } from "@/lib/checks/diff-impact"
import { changelogView } from "../changelog-view"
import { endpoint } from "../endpoint"
import { captureId, entrySummary, entryView, versionView } from "../entry-views"
import { entryOf, found } from "../hub"
import { API_ROOT } from "../links"
import { page, pageQuery } from "../paging"
import { Changelog } from "../schemas/changelog"
import { VersionDiff } from "../schemas/changes"
import { Entry, EntrySummary, Version } from "../schemas/entries"
import { listOf } from "../schemas/named"

const tag = "Entries"
const none = z.object({})
const entry = z.string().describe("Id of the entry, such as `redis-exporter`")
const example = { entry: "redis-exporter" }

export const entryEndpoints = [
  endpoint({
    id: "listEntries",
    path: "/entries",
    tag,
    summary: "List the entries of the catalog",
    description: "By id in alphabetical order. The filters narrow each other.",
    params: none,
    query: z.object({
      category: Category.optional().describe("Only entries of this category"),
      kind: EntryFile.shape.kind.optional().describe("Only entries of this kind"),
      ...pageQuery,
    }),
    answer: { type: "application/json", schema: listOf("EntryList", EntrySummary) },
    example: { query: { category: "database", limit: "2" } },
    read: ({ entries, cards }, _, query) => {
      const { category, kind } = query
      const all = entries.flatMap((item, i) => (cards[i] ? [{ item, card: cards[i] }] : []))
      const wanted = all.filter(
        ({ item }) => (!category || item.category === category) && (!kind || item.kind === kind),
      )
      return page(wanted, query, `${API_ROOT}/entries`, ({ item, card }) => entrySummary(item, card))
    },
  }),
  endpoint({
    id: "getEntry",
    path: "/entries/{entry}",
    tag,
    summary: "Get one entry",
    description: "Everything of its folder in the registry, with what has been shown of it.",
    params: z.object({ entry }),
    query: none,
    answer: { type: "application/json", schema: Entry },
    example: { params: example },
    read: (hub, { entry: id }) => entryView(hub, entryOf(hub, id)),
  }),
  endpoint({
    id: "listVersions",
    path: "/entries/{entry}/versions",
    tag,
    summary: "List the versions that an entry is proven against",
    description: "Newest first, each with its captures: the normal state, then further ones.",
    params: z.object({ entry }),
    query: none,
    answer: { type: "application/json", schema: z.object({ items: z.array(Version) }) },
    example: { params: example },
    read: (hub, { entry: id }) => {
      const one = entryOf(hub, id)
      return { items: one.versions.map((version) => versionView(one, version)) }
    },
  }),
  endpoint({
    id: "compareVersions",
    path: "/entries/{entry}/versions/{from}/{to}",
    tag,
    summary: "Compare two versions of an exporter",
    description: "Metrics added, removed and changed, each with the rules, panels and unit tests that it touches.",
    params: z.object({
      entry,
      from: z.string().describe("The older version, such as `1.69.0`"),
      to: z.string().describe("The newer version, such as `1.88.0`"),
    }),
    query: none,
    answer: { type: "application/json", schema: VersionDiff },
    example: { params: { ...example, from: "1.69.0", to: "1.88.0" } },
    read: (hub, params) => {
      const one = entryOf(hub, params.entry)
      const numbers = one.versions.map(({ version }) => version)
      const version = (number: string) =>
        found(
          one.versions.find((candidate) => candidate.version === number),
          "version",
          number,
          numbers,
        )
      return versionDiff(one, version(params.from), version(params.to))
    },
  }),
  endpoint({
    id: "getChangelog",
    path: "/entries/{entry}/changelog",
    tag,
    summary: "Get the changelog of an entry",
    description: "Its latest commits, with the alerts, dashboards, versions and other parts that each of them changed.",
    params: z.object({ entry }),
    query: none,
    answer: { type: "application/json", schema: Changelog },
    example: { params: example },
    read: (hub, { entry: id }) => changelogView(hub.changelog(entryOf(hub, id).id)),
  }),
  endpoint({
    id: "getCapture",
    path: "/entries/{entry}/captures/{capture}",
    tag,
    summary: "Get a capture as it was recorded",
    description: "The exposition that the exporter answered, with its provenance in comments at the head.",
    params: z.object({ entry, capture: z.string().describe("Id of the capture, such as `1.88.0`") }),
    query: none,
    answer: { type: "text/plain", description: "An exposition in the text format of Prometheus" },
    example: { params: { ...example, capture: "1.88.0" } },
    read: (hub, { entry: id, capture }) => {
      const captures = entryOf(hub, id).versions.flatMap((version) => version.captures)
      const wanted = captures.find((one) => captureId(one) === capture)
      return hub.text(found(wanted, "capture", capture, captures.map(captureId)).file)
    },
  }),
]
