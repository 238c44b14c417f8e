import { type Entry, newestCaptures } from "./entry"

/** What was last seen longer ago than this is marked and ranked lower. */
export const STALE_DAYS = 180
const DAY_MS = 86_400_000

/** When an entry was last verified: the newest recording of its newest version, in ISO 8601; undefined without any. */
export function verifiedAt(entry: Entry): string | undefined {
  return newestCaptures(entry)
    .map(({ provenance }) => provenance.captured)
    .filter((time) => !Number.isNaN(Date.parse(time)))
    .toSorted((a, b) => Date.parse(b) - Date.parse(a))[0]
}

/** Whether something verified then is unverified for more than STALE_DAYS; `now` in milliseconds since 1970. No time at all counts as stale. */
export function isStale(verified: string | undefined, now: number): boolean {
  const time = Date.parse(verified ?? "")
  return Number.isNaN(time) || now - time > STALE_DAYS * DAY_MS
}
