import type { Entry } from "@/lib/catalog/entry"
import { nearestNames } from "@/lib/nearest-names"
import { documentUrl } from "@/lib/search/urls"
import { decoded } from "./decoded"

/** A page that someone may have meant. */
export interface NearPage {
  title: string
  href: string
}

/** Longer names than this are no names, and comparing them takes time. Characters. */
const LONGEST = 100

/**
 * Pages near to a path that names an entry or something of one, best first: entries with nearly this id or one of its other
 * names, or rules and dashboards of the entry with nearly this name. None for every other path, and for pages that exist.
 */
export function nearPages(path: string, byId: ReadonlyMap<string, Entry>): NearPage[] {
  const [top, id = "", kind = "", name = ""] = path
    .split("/")
    .slice(1)
    .map((part) => decoded(part).slice(0, LONGEST))
  if (top !== "entries" || id === "") return []
  const entry = byId.get(id)
  if (!entry) return nearEntries(id.toLowerCase(), byId)
  const type = { alerts: "alert", recordings: "recording", dashboards: "dashboard" }[kind]
  if (type !== "alert" && type !== "recording" && type !== "dashboard") return []
  const names = {
    alert: entry.alerts.map(({ alert }) => alert),
    recording: entry.recordings.map(({ record }) => record),
    dashboard: entry.dashboards.map(({ id: dashboard }) => dashboard),
  }[type]
  if (names.includes(name)) return []
  const bare = new Map(names.map((known) => [known.toLowerCase(), known]))
  return nearestNames(name.toLowerCase(), bare.keys()).flatMap((near) => {
    const known = bare.get(near)
    return known === undefined ? [] : [{ title: known, href: documentUrl(type, id, known) }]
  })
}

function nearEntries(wrong: string, byId: ReadonlyMap<string, Entry>): NearPage[] {
  const names = new Map<string, Entry>()
  for (const entry of byId.values()) for (const alias of entry.aliases) names.set(alias.toLowerCase(), entry)
  // An id comes before another entry's alias of the same name.
  for (const [id, entry] of byId) names.set(id, entry)
  const meant = nearestNames(wrong, names.keys()).flatMap((name) => names.get(name) ?? [])
  return [...new Set(meant)].map(({ id, title }) => ({ title, href: `/entries/${id}` }))
}
