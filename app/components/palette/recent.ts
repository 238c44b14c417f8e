import type { Suggestion } from "@/lib/search/suggest"

/** What a visitor chose, as it is kept in their browser. */
export type Recent = Pick<Suggestion, "title" | "type" | "entry" | "url">

const KEY = "palette-recent"
const KEPT = 6

/** The last choices, newest first; none where storage is forbidden or holds something else. */
export function recentChoices(): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]")
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, KEPT) : []
  } catch {
    return []
  }
}

/** Puts a choice in front of the others. */
export function rememberChoice({ title, type, entry, url }: Recent): void {
  const others = recentChoices().filter((recent) => recent.url !== url)
  try {
    localStorage.setItem(KEY, JSON.stringify([{ title, type, entry, url }, ...others].slice(0, KEPT)))
  } catch {
    // Storage is blocked or full: nothing is remembered.
  }
}

/** Storage can hold anything: only paths on this site are followed. */
function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null) return false
  const { title, type, entry, url } = value as Record<string, unknown>
  return [title, type, entry, url].every((text) => typeof text === "string") && /^\/entries\/[^/\\]/.test(String(url))
}
