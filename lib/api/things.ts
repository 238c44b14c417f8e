import type { Entry } from "@/lib/catalog/entry"
import type { DocumentType } from "@/lib/search/engine"
import { type ApiHub, entryOf } from "./hub"

/** Something of an entry, by its name in that entry. */
export interface Thing {
  entry: string
  name: string
  /** Of an alert; else empty. */
  severity: string
}

type Hub = Pick<ApiHub, "entries" | "documents">

const known = new WeakMap<object, ReadonlyMap<string, readonly Thing[]>>()

/**
 * Everything of one kind in the catalog, by entry, without reading the large parts of entries: lists have to count all and
 * show a few. Metrics that are declared only are among the metrics.
 */
export function thingsOf(hub: Hub, kind: DocumentType): readonly Thing[] {
  const things = known.get(hub) ?? collect(hub)
  known.set(hub, things)
  return things.get(kind) ?? []
}

/** The same of one entry when `entry` names one; throws HubError("not-found") when there is no such entry. */
export function thingsIn(
  hub: Hub & Pick<ApiHub, "byId">,
  kind: DocumentType,
  entry: string | undefined,
): readonly Thing[] {
  if (entry === undefined) return thingsOf(hub, kind)
  const { id } = entryOf(hub, entry)
  return thingsOf(hub, kind).filter((thing) => thing.entry === id)
}

/** The entry and the part of it that a thing names; both are there, since the list was made from the same catalog. */
export function partOf<T>(
  { byId }: Pick<ApiHub, "byId">,
  { entry: id, name }: Thing,
  find: (entry: Entry) => T | undefined,
): { entry: Entry; part: T } {
  const entry = byId.get(id)
  const part = entry && find(entry)
  if (!entry || part === undefined) throw new Error(`${id} has no ${name} any more`)
  return { entry, part }
}

function collect({ entries, documents }: Hub): Map<string, Thing[]> {
  const things = new Map<string, Thing[]>()
  const add = (kind: string, thing: Thing): void => {
    const own = things.get(kind)
    if (own) own.push(thing)
    else things.set(kind, [thing])
  }
  const seen = new Set<string>()
  for (const { type, id, entry, severity } of documents()) {
    add(type, { entry, name: id.slice(`${type}/${entry}/`.length), severity })
    if (type === "metric") seen.add(id)
  }
  for (const { id, metrics } of entries)
    for (const { name } of metrics)
      if (!seen.has(`metric/${id}/${name}`)) add("metric", { entry: id, name, severity: "" })
  const order = new Map(entries.map(({ id }, i) => [id, i]))
  const place = ({ entry }: Thing): number => order.get(entry) ?? 0
  things.get("metric")?.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
  return things
}
