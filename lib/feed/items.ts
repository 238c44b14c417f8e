import type { ChangelogItem } from "@/lib/catalog/changelog"
import type { Entry } from "@/lib/catalog/entry"
import type { Commit } from "@/lib/catalog/history"
import { entryPath } from "@/lib/catalog/paths"
import type { PartChange } from "@/lib/catalog/rule-changes"
import type { FeedItem } from "./atom"

/** Names of changed parts that a summary lists before it only counts. */
const MOST_NAMES = 8

/** One item for each version that an entry is proven against, dated by its first capture. */
export function versionItems({ id, title, versions }: Entry): FeedItem[] {
  return versions.map(({ version, captures }) => {
    const [first] = captures
    const states = captures.length === 1 ? "one capture" : `${captures.length} captures`
    return {
      key: `version/${id}/${version}`,
      title: `${title} ${version} is proven`,
      path: `${entryPath(id)}/versions`,
      date: first?.provenance.captured ?? "",
      summary: `Rules and dashboards are checked against ${states} of ${version}, watching ${first?.provenance.target ?? ""}.`,
      entry: id,
    }
  })
}

/** What commits did to an entry, with the parts that they changed where that is known. */
export function changeItems({ id, title }: Pick<Entry, "id" | "title">, items: readonly ChangelogItem[]): FeedItem[] {
  return items.map(({ changes, created, ...commit }) => ({
    ...commitItem(id, title, commit),
    summary: created ? `${title} is new in the catalog.` : summaryOf(changes) || commit.subject,
  }))
}

/** A commit to an entry without looking into its files. */
export function commitItem(id: string, title: string, commit: Omit<Commit, "files">): FeedItem {
  return {
    key: `commit/${commit.hash}/${id}`,
    // Many subjects begin with the name already.
    title: commit.subject.startsWith(title) ? commit.subject : `${title}: ${commit.subject}`,
    path: `${entryPath(id)}/changelog`,
    date: commit.date,
    summary: commit.subject,
    author: commit.author,
    entry: id,
  }
}

/** The newest of them first, at most `most`; of the same time in the order of their keys. */
export function newest(items: readonly FeedItem[], most: number): FeedItem[] {
  const time = ({ date }: FeedItem): number => Date.parse(date) || 0
  return items.toSorted((a, b) => time(b) - time(a) || (a.key < b.key ? -1 : 1)).slice(0, most)
}

/** "Alerts added: A, B. Panels changed: C." */
function summaryOf(changes: readonly PartChange[] | undefined): string {
  const groups = new Map<string, string[]>()
  for (const { part, change, name } of changes ?? []) {
    const key = `${PLURAL[part]} ${change}`
    groups.set(key, [...(groups.get(key) ?? []), name])
  }
  return [...groups]
    .map(([key, names]) => {
      const rest = names.length - MOST_NAMES
      return `${key}: ${names.slice(0, MOST_NAMES).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`
    })
    .join(" ")
}

const PLURAL: Record<PartChange["part"], string> = {
  alert: "Alerts",
  recording: "Recording rules",
  dashboard: "Dashboards",
  panel: "Panels",
  version: "Versions",
  parameter: "Parameters",
  runbook: "Runbooks",
  capture: "Captures",
  tests: "Unit tests",
  entry: "Facts",
  readme: "README",
}
