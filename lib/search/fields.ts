import type { SearchDocument } from "./engine"
import { type TermIndex, TermIndexBuilder } from "./term-index"
import { eachWord, wholeName } from "./words"

/**
 * How much a word says by where it stands: in the name of a thing it says most. Fields that are usually long are divided
 * by `base + length * perWord`, so that one word of a short title says more than one of a long text.
 */
const FIELDS = {
  title: { weight: 6, base: 0.3, perWord: 0.07 },
  /** Of an entry these are its own names; of all else they only tell where it belongs. */
  ownNames: { weight: 2.5, base: 1, perWord: 0 },
  names: { weight: 2.2, base: 1, perWord: 0 },
  /** Category and software of the entry. */
  shelf: { weight: 0.85, base: 1, perWord: 0 },
  tags: { weight: 2, base: 1, perWord: 0 },
  metrics: { weight: 2, base: 0.6, perWord: 0.1 },
  summary: { weight: 3, base: 0.6, perWord: 0.05 },
  /** The summary of a runbook is the beginning of its text, and counts there. */
  excerpt: { weight: 0.1, base: 0.6, perWord: 0.05 },
  text: { weight: 1.3, base: 0.4, perWord: 0.01 },
  /** Most of it is its runbook's, which is found by it as well. */
  alertText: { weight: 0.75, base: 0.5, perWord: 0.01 },
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
  const read = reader(builder)
  const titles: number[] = []
  const titleFrom = new Uint32Array(documents.length + 1)
  const seen: number[] = []
  let pass = 0
  const add = (field: Field, ...texts: readonly string[]): void => {
    const { weight, base, perWord } = FIELDS[field]
    const terms = texts.map(read)
    const each = weight / (base + perWord * terms.reduce((sum, { parts }) => sum + parts.length, 0))
    // What several names have in common counts once.
    pass += 1
    const once = terms.length > 1
    const addAll = (list: readonly number[], one: number): void => {
      for (const term of list) {
        if (once && seen[term] === pass) continue
        seen[term] = pass
        builder.add(term, one)
      }
    }
    for (const { parts, wholes } of terms) {
      addAll(parts, each)
      addAll(wholes, each * WHOLE)
    }
  }
  for (const [i, document] of documents.entries()) {
    builder.next()
    // A runbook is known by the name of its alert, whose summary is the title of the runbook.
    const runbook = document.type === "runbook"
    const title = runbook ? (document.names[0] ?? document.title) : document.title
    for (const term of read(title).parts) titles.push(term)
    titleFrom[i + 1] = titles.length
    add("title", title)
    add(document.type === "entry" ? "ownNames" : "names", ...document.names)
    add("shelf", document.category, document.software)
    add("tags", ...document.tags)
    add("metrics", ...document.metrics)
    add("summary", runbook ? document.title : document.summary)
    if (runbook) add("excerpt", document.summary)
    add(document.type === "alert" ? "alertText" : "text", document.text)
  }
  const { index, places } = builder.build()
  return { terms: index, titleFrom, titleTerms: Uint32Array.from(titles, (term) => places[term] ?? 0) }
}

interface Terms {
  parts: readonly number[]
  /** Names of several parts, as wholeName() has them. */
  wholes: readonly number[]
}

/** Reads texts into terms. The same names, and the text of a runbook and its alert, come again: each is read once. */
function reader(builder: TermIndexBuilder): (text: string) => Terms {
  const known = new Map<string, Terms>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const parts: number[] = []
    const wholes: number[] = []
    let name: string[] = []
    let number = -1
    const endName = (): void => {
      if (name.length > 1) wholes.push(builder.term(wholeName(name)))
    }
    eachWord(text, (word, _start, _end, ofName) => {
      parts.push(builder.term(word))
      if (ofName === number) name.push(word)
      else {
        endName()
        name = [word]
        number = ofName
      }
    })
    endName()
    const terms = { parts, wholes }
    known.set(text, terms)
    return terms
  }
}
