import type { SearchDocument } from "./engine"
import { type TermIndex, TermIndexBuilder } from "./term-index"
import { wholeNames, words } from "./words"

/**
 * How much a word says by where it stands: in the name of a thing it says most. Fields that are usually long are divided
 * by `base + length * perWord`, so that one word of a short title says more than one of a long text.
 */
export const FIELDS = {
  title: { weight: 6, base: 0.6, perWord: 0.1 },
  /** Of an entry these are its own names; of all else they only tell where it belongs. */
  ownNames: { weight: 4, base: 1, perWord: 0 },
  names: { weight: 1.5, base: 1, perWord: 0 },
  /** Category and software of the entry. */
  shelf: { weight: 0.7, base: 1, perWord: 0 },
  tags: { weight: 2, base: 1, perWord: 0 },
  metrics: { weight: 2, base: 0.6, perWord: 0.1 },
  summary: { weight: 3, base: 0.6, perWord: 0.05 },
  text: { weight: 1, base: 0.5, perWord: 0.01 },
  /** Most of it is its runbook's, which is found by it as well. */
  alertText: { weight: 0.6, base: 0.5, perWord: 0.01 },
}
type Field = keyof typeof FIELDS
/** A name of several parts is as telling in a text as in a title. */
const WHOLE = 4

/** An index of documents, with the words of their titles in order. */
export interface DocumentIndex {
  terms: TermIndex
  /** Where the words of each title begin in `titleTerms`; one more at the end. */
  titleFrom: Uint32Array
  titleTerms: Uint32Array
}

/** Indexes documents; they keep the numbers of their places in the list. */
export function indexDocuments(documents: readonly SearchDocument[]): DocumentIndex {
  const builder = new TermIndexBuilder()
  const termsOf = (text: string): Terms => {
    const found = words(text)
    return {
      parts: found.map(({ word }) => builder.term(word)),
      wholes: wholeNames(found).map((name) => builder.term(name)),
    }
  }
  const read = remembering(termsOf)
  const readAll = (texts: readonly string[]): Terms => together(texts.map(read))
  const titles: number[] = []
  const titleFrom = new Uint32Array(documents.length + 1)
  const add = (field: Field, { parts, wholes }: Terms): void => {
    const { weight, base, perWord } = FIELDS[field]
    const each = weight / (base + perWord * parts.length)
    for (const term of parts) builder.add(term, each)
    for (const term of wholes) builder.add(term, each * WHOLE)
  }
  for (const [i, document] of documents.entries()) {
    builder.next()
    // A runbook is known by the name of its alert.
    const alert = document.type === "runbook" ? (document.names[0] ?? "") : ""
    for (const term of read(alert || document.title).parts) titles.push(term)
    titleFrom[i + 1] = titles.length
    add("title", read(document.title))
    add("title", read(alert))
    add(document.type === "entry" ? "ownNames" : "names", readAll(document.names))
    add("shelf", readAll([document.category, document.software]))
    add("tags", readAll(document.tags))
    add("metrics", readAll(document.metrics))
    add("summary", termsOf(document.summary))
    add(document.type === "alert" ? "alertText" : "text", termsOf(document.text))
  }
  const { index, places } = builder.build()
  return { terms: index, titleFrom, titleTerms: Uint32Array.from(titles, (term) => places[term] ?? 0) }
}

interface Terms {
  parts: readonly number[]
  /** Names of several parts, as wholeName() has them. */
  wholes: readonly number[]
}

/** Each word of several names once. */
function together(terms: readonly Terms[]): Terms {
  return {
    parts: [...new Set(terms.flatMap(({ parts }) => parts))],
    wholes: [...new Set(terms.flatMap(({ wholes }) => wholes))],
  }
}

/** Names come again and again: each is read once. */
function remembering(read: (text: string) => Terms): (text: string) => Terms {
  const known = new Map<string, Terms>()
  return (text) => {
    const terms = known.get(text) ?? read(text)
    known.set(text, terms)
    return terms
  }
}
