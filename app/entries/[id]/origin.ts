import { day } from "@/app/components/format"
import type { OpenRegistry } from "@/lib/adapters/registries"
import type { EntryOrigin } from "@/lib/catalog/registries"

/** Where an entry comes from, and how fresh that is. */
export interface ShownOrigin extends EntryOrigin {
  commit?: string | undefined
  /** Why it may be old, and of when it is (ISO 8601). */
  stale?: { message: string; fetchedAt: string } | undefined
}

interface Registries {
  origins: ReadonlyMap<string, EntryOrigin>
  registries: readonly OpenRegistry[]
}

/** Undefined on a hub with one registry, where it goes without saying. */
export function originOf({ origins, registries }: Registries, id: string): ShownOrigin | undefined {
  const origin = origins.get(id)
  if (!origin || registries.length < 2) return undefined
  const from = registries.find(({ name }) => name === origin.registry)
  return {
    ...origin,
    commit: from?.commit,
    stale: from?.stale && { message: from.stale.message, fetchedAt: from.fetchedAt ?? "" },
  }
}

/** One line of words. */
export function originWords({ registry, shadows, commit, stale }: ShownOrigin): string {
  return [
    registry,
    ...(commit ? [`at ${commit.slice(0, 12)}`] : []),
    ...(shadows.length > 0 ? [`in place of the entry of ${shadows.join(" and ")}`] : []),
    ...(stale ? [`as of ${day(stale.fetchedAt)}, because ${stale.message}`] : []),
  ].join(", ")
}
