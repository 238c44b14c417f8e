import { corrected } from "./did-you-mean"
import type { DocumentType, Range } from "./engine"
import { ExactNames } from "./exact-names"
import { highlighter } from "./highlight"
import { Matcher } from "./match"
import { type Question, question } from "./question"
import type { SuggestIndex } from "./suggest-index"
import { type TermIndex, TermIndexBuilder } from "./term-index"
import { documentUrl } from "./urls"
import { squeezed, words } from "./words"

/** One thing that someone who types may mean. */
export interface Suggestion {
  title: string
  type: DocumentType
  /** Id of the entry that it belongs to. */
  entry: string
  /** Path on the site. */
  url: string
  /** Parts of the title that match, in UTF-16 units. */
  highlights: readonly Range[]
}

interface Item {
  title: string
  /** The title squeezed, for names that are typed as they are. */
  name: string
  type: DocumentType
  entry: string
  key: string
  /** See Named. */
  names: readonly string[]
}

/** What a word says: of the title, of an entry's tags, of the names of the entry that a thing belongs to. */
const WEIGHT = { title: 6, tag: 2, entry: 1.5 }
/** People look for software and alerts first; there are far more metrics than anyone means. */
const PRIOR: Record<DocumentType, number> = {
  entry: 1.6,
  alert: 1.25,
  dashboard: 1.2,
  recording: 1,
  runbook: 1,
  panel: 0.95,
  metric: 0.9,
}
/** More than all words of a question can give: a name that was typed as it is comes first. */
const EXACT = 1_000
/** For a title that begins with the text. */
const BEGINS = 1.4

/**
 * Suggestions for what is being typed, best first; none for an empty text. Made once from the index, then asked at each
 * key. Runs in the browser.
 */
export function suggester(index: SuggestIndex): (text: string, limit?: number) => Suggestion[] {
  const items = itemsOf(index)
  const terms = termsOf(index, items)
  const matcher = new Matcher(terms)
  const names = new ExactNames(items)
  return (text, limit = 8) => {
    const asked = question(text)
    const { things, scores } = matcher.match(asked)
    const found = new Map<number, number>()
    for (const [i, thing] of things.entries()) found.set(thing, (scores[i] ?? 0) * factor(items[thing], asked))
    const meant = corrected(text, terms)
    const named = meant === undefined ? names.of(asked) : names.of(question(meant))
    for (const thing of named) found.set(thing, (found.get(thing) ?? 0) + EXACT * factor(items[thing], asked))
    const marked = highlighter(text)
    return [...found]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .flatMap(([thing]) => suggestion(items[thing], marked))
  }
}

function itemsOf({ entries, groups }: SuggestIndex): Item[] {
  return groups.flatMap(({ entry, type, titles, keys }) =>
    titles.map((title, i) => ({
      title,
      name: squeezed(title),
      type,
      entry: entries[entry]?.id ?? "",
      key: keys?.[i] ?? title,
      names:
        type === "runbook" ? [keys?.[i] ?? ""] : entries[entry] ? [entries[entry].id, ...entries[entry].names] : [],
    })),
  )
}

function termsOf({ entries }: SuggestIndex, items: readonly Item[]): TermIndex {
  const builder = new TermIndexBuilder()
  const terms = (text: string): number[] => words(text).map(({ word }) => builder.term(word))
  const byId = new Map(
    entries.map(({ id, names, tags }) => [
      id,
      { names: [...new Set([id, ...names].flatMap(terms))], tags: tags.flatMap(terms) },
    ]),
  )
  for (const { title, entry, type } of items) {
    builder.next()
    const own = terms(title)
    // The shorter the title, the more each of its words says.
    for (const term of own) builder.add(term, WEIGHT.title / (0.6 + 0.1 * own.length))
    for (const term of byId.get(entry)?.names ?? []) builder.add(term, WEIGHT.entry)
    if (type === "entry") for (const term of byId.get(entry)?.tags ?? []) builder.add(term, WEIGHT.tag)
  }
  return builder.build().index
}

function factor(item: Item | undefined, { types, name }: Question): number {
  if (!item) return 0
  return PRIOR[item.type] * (types[item.type] ?? 1) * (item.name.startsWith(name) ? BEGINS : 1)
}

function suggestion(item: Item | undefined, marked: (text: string) => Range[]): Suggestion[] {
  if (!item) return []
  const { title, type, entry, key } = item
  return [{ title, type, entry, url: documentUrl(type, entry, key), highlights: marked(title) }]
}
