import type { DocumentType, Range } from "@/lib/search/engine"
import type { Suggestion } from "@/lib/search/suggest"
import { TYPE_WORDS } from "../suggest/type-words"
import { ACTIONS, type Action } from "./actions"
import type { Recent } from "./recent"

/** A row of the palette: a thing of the catalog, a page, or something to do here. */
export type PaletteItem =
  | {
      kind: "thing"
      id: string
      title: string
      href: string
      type: DocumentType
      entry: string
      marks: readonly Range[]
    }
  | { kind: "action"; id: string; title: string; action: Action }
  | { kind: "search"; id: string; title: string; href: string }

/** Rows below one heading. */
export interface PaletteGroup {
  title: string
  items: PaletteItem[]
}

/**
 * What the palette shows for a text. Things come by type, the type of the best one first; without a text, the last choices.
 * Then what can be done, and for a text the way to all results, which is always the last row.
 */
export function paletteGroups(
  text: string,
  suggestions: readonly Suggestion[],
  recent: readonly Recent[],
): PaletteGroup[] {
  const asked = text.trim()
  const groups: PaletteGroup[] = asked ? byType(suggestions) : []
  if (!asked && recent.length > 0)
    groups.push({ title: "Recent", items: recent.map((thing) => item({ ...thing, highlights: [] })) })
  const actions = ACTIONS.filter(({ title, words }) => matches(`${title} ${words}`, asked))
  if (actions.length > 0)
    groups.push({
      title: asked ? "Go to" : "Actions",
      items: actions.map((action) => ({ kind: "action", id: action.id, title: action.title, action })),
    })
  if (asked)
    groups.push({
      title: "Search",
      items: [
        {
          kind: "search",
          id: "all-results",
          title: `See all results for “${asked}”`,
          href: `/search?q=${encodeURIComponent(asked)}`,
        },
      ],
    })
  return groups
}

function byType(suggestions: readonly Suggestion[]): PaletteGroup[] {
  const groups = new Map<DocumentType, PaletteItem[]>()
  for (const suggestion of suggestions)
    groups.set(suggestion.type, [...(groups.get(suggestion.type) ?? []), item(suggestion)])
  return [...groups].map(([type, items]) => ({ title: TYPE_WORDS[type].many, items }))
}

function item({ title, type, entry, url, highlights }: Suggestion): PaletteItem {
  return { kind: "thing", id: url, title, href: url, type, entry, marks: highlights }
}

/** Whether each word that was typed begins a word of the text. */
function matches(text: string, asked: string): boolean {
  const words = text.toLowerCase().split(/\s+/)
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every((start) => words.some((word) => word.startsWith(start)))
}
