import type { z } from "zod"
import type { ChangelogItem } from "@/lib/catalog/changelog"
import type { PartChange } from "@/lib/catalog/rule-changes"
import { HubError } from "@/lib/error"
import type { EntryChangelog } from "./hub"
import type * as schemas from "./schemas/changelog"

type View = z.infer<typeof schemas.Changelog>

/** A changelog as it was read; without history it is empty and says so. */
export async function changelogView(read: Promise<EntryChangelog>): Promise<View> {
  try {
    const { items, older, shallow } = await read
    return { known: true, items: items.map(itemView), older, shallow }
  } catch (error) {
    // Git's own words have the paths of this machine in them, which are nobody's business.
    if (error instanceof HubError) return { known: false, items: [], older: 0, shallow: false }
    throw error
  }
}

function itemView({ hash, date, author, subject, created, changes }: ChangelogItem): View["items"][number] {
  return { hash, date, author, subject, created: created ?? false, changes: changes?.map(changeView) ?? null }
}

function changeView({ part, change, name, was, fields }: PartChange) {
  return { part, change, name, ...(was === undefined ? {} : { was }), ...(fields === undefined ? {} : { fields }) }
}
