import type { SearchDocument } from "@/lib/search/engine"
import { random } from "../lib/search/oracle"

/** Parts of names that no language has, for software that does not exist. */
const SYLLABLES = [
  "bra",
  "col",
  "dun",
  "fex",
  "gim",
  "hol",
  "jas",
  "kep",
  "lum",
  "mor",
  "nim",
  "pax",
  "qua",
  "ros",
  "tiv",
]

/**
 * A larger catalog of the same kind: the given documents, and copies of them for software with made-up names until there
 * are `count`. A tenth of all words is replaced by made-up ones, so that the vocabulary grows as well.
 */
export function scaledDocuments(documents: readonly SearchDocument[], count: number): SearchDocument[] {
  const next = random(7)
  const made = [...documents]
  for (let copy = 1; made.length < count; copy += 1) {
    const names = new Map<string, string>()
    const rename = renaming(names, next)
    for (const document of documents.slice(0, count - made.length)) made.push(copied(document, copy, rename, next))
  }
  return made
}

function renaming(names: Map<string, string>, next: () => number): (entry: string) => string {
  return (entry) => {
    const name = names.get(entry) ?? invented(next)
    names.set(entry, name)
    return name
  }
}

function invented(next: () => number): string {
  const syllable = (): string => SYLLABLES[Math.floor(next() * SYLLABLES.length)] ?? ""
  return syllable() + syllable() + syllable()
}

function copied(
  document: SearchDocument,
  copy: number,
  rename: (entry: string) => string,
  next: () => number,
): SearchDocument {
  const software = rename(document.entry)
  const old = document.entry.replace(/-exporter$/, "")
  const pattern = new RegExp(`${old}|${old === "postgres" ? "pg" : old}(?=_)`, "gi")
  const changed = (text: string): string =>
    text
      .replace(pattern, (found) =>
        /[A-Z]/.test(found) ? software.charAt(0).toUpperCase() + software.slice(1) : software,
      )
      .replace(/\b[a-z]{5,}\b/g, (word) => (next() < 0.1 ? invented(next) : word))
  const entry = `${software}-${copy}-exporter`
  return {
    ...document,
    id: `${document.id}/${copy}`,
    entry,
    title: changed(document.title),
    summary: changed(document.summary),
    software,
    url: `${document.url}/${copy}`,
    names: [entry, software, ...document.names.slice(2).map(changed)],
    metrics: document.metrics.map(changed),
    text: changed(document.text),
  }
}
