import type { DocumentType, SearchDocument } from "./engine"
import { documentKey } from "./urls"

/** Things of one type of one entry. */
export interface SuggestGroup {
  /** Number of the entry in `entries`. */
  entry: number
  type: DocumentType
  titles: readonly string[]
  /** What links need where it is not the title: see documentUrl. */
  keys?: readonly string[]
}

/** All that suggestions need, small enough to be sent to a browser: names, and nothing else. */
export interface SuggestIndex {
  /** Ids, the other names that people type, and tags. */
  entries: readonly { id: string; names: readonly string[]; tags: readonly string[] }[]
  groups: readonly SuggestGroup[]
}

/** What is left out last when not everything fits. */
const IMPORTANCE: readonly DocumentType[] = ["entry", "alert", "dashboard", "recording", "runbook", "panel", "metric"]
/** Characters of names, some 80 kB when packed with gzip: names pack to a quarter and less. */
const MOST_CHARACTERS = 320_000

/**
 * The index of these documents. It grows with the names, by some 9 bytes (packed) for each document; beyond
 * `mostCharacters` metrics are left out first, those that no rule, dashboard or panel uses before the others.
 */
export function suggestIndex(documents: readonly SearchDocument[], mostCharacters = MOST_CHARACTERS): SuggestIndex {
  const kept = affordable(documents, mostCharacters)
  const entries = documents
    .filter(({ type }) => type === "entry")
    .map(({ entry: id, names, tags }) => ({ id, names: names.filter((name) => name !== id), tags }))
  const numbers = new Map(entries.map(({ id }, number) => [id, number]))
  const groups = new Map<string, { entry: number; type: DocumentType; titles: string[]; keys: string[] }>()
  for (const document of kept) {
    const entry = numbers.get(document.entry)
    if (entry === undefined) continue
    const name = `${document.type} ${entry}`
    const group = groups.get(name) ?? {
      entry,
      type: document.type,
      titles: [],
      keys: [],
    }
    groups.set(name, group)
    group.titles.push(document.title)
    group.keys.push(documentKey(document))
  }
  return { entries, groups: [...groups.values()].map(slim) }
}

/** Keys only where they are no titles; an entry has none. */
function slim({ keys, ...group }: SuggestGroup & { keys: readonly string[] }): SuggestGroup {
  const told = group.type === "entry" || keys.every((key, i) => key === group.titles[i])
  return told ? group : { ...group, keys }
}

function affordable(documents: readonly SearchDocument[], mostCharacters: number): SearchDocument[] {
  const used = new Set(documents.filter(({ type }) => type !== "metric").flatMap(({ metrics }) => metrics))
  const rank = ({ type, title }: SearchDocument): number =>
    IMPORTANCE.indexOf(type) + (type === "metric" && !used.has(title) ? 1 : 0)
  let characters = 0
  return documents
    .toSorted((a, b) => rank(a) - rank(b))
    .filter((document) => {
      characters += charactersOf(document)
      return characters <= mostCharacters
    })
}

function charactersOf(document: SearchDocument): number {
  const key = documentKey(document)
  return document.title.length + (document.type === "entry" || key === document.title ? 0 : key.length)
}
