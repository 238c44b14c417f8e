import { documentOf, rankKey, smallest } from "./best"
import { corrected } from "./did-you-mean"
import type { DocumentType, Range, SearchAnswer, SearchDocument, SearchEngine, SearchHit, SearchQuery } from "./engine"
import { ExactNames } from "./exact-names"
import { type DocumentIndex, indexDocuments } from "./fields"
import { FilterColumns } from "./filter-columns"
import { highlighter } from "./highlight"
import { Matcher, type Matches } from "./match"
import { type Question, question } from "./question"
import { titleBegins, titleFactor } from "./title-factor"

/** People look for software first; its alerts and dashboards follow. There are far more metrics than anyone means. */
const PRIOR: Record<DocumentType, number> = {
  entry: 1.6,
  alert: 1.25,
  dashboard: 0.85,
  runbook: 1,
  recording: 1,
  panel: 0.85,
  metric: 0.9,
}
/** Of two alerts that fit alike, the one that wakes people is meant. */
const URGENCY: Readonly<Record<string, number>> = { critical: 1.05, info: 0.95 }
/** A metric that no rule, dashboard or panel uses is seldom meant. */
const UNUSED = 0.85
/** What nobody has verified for long may not be true any more; of two that fit alike the other is meant. */
const STALE = 0.85
/** For a title that begins with what was typed. */
const BEGINS = 1.4
/** More than all words together can give: an exact name is what was asked for, whatever else the words would find. */
const EXACT = 1_000
/** So many of the best hits are looked at more closely. */
const CLOSER = 200

/** An engine in this process, filled at once; nothing to start, nothing to configure. `stale`: ids of entries to rank lower. */
export function embeddedEngine(given: readonly SearchDocument[], stale: ReadonlySet<string> = new Set()): SearchEngine {
  // The order of the list is the order of what scores the same, and of everything where nothing is asked for.
  const documents = given.toSorted((a, b) => PRIOR[b.type] - PRIOR[a.type] || (a.id < b.id ? -1 : 1))
  const index = indexDocuments(documents)
  const engine: Engine = {
    documents: documents.map(shown),
    index,
    matcher: new Matcher(index.terms),
    names: new ExactNames(documents),
    columns: new FilterColumns(documents),
    weights: Float32Array.from(documents, freshWeight(weightOf(documents), stale)),
  }
  return { search: async (query) => answer(engine, query) }
}

/** What hits show of a document. */
type Shown = Omit<SearchHit, "score" | "highlights">

interface Engine {
  documents: readonly Shown[]
  index: DocumentIndex
  matcher: Matcher
  names: ExactNames
  columns: FilterColumns
  /** By document: how likely anyone means it, whatever is asked. */
  weights: Float32Array
}

function answer(engine: Engine, query: SearchQuery): SearchAnswer {
  const { text, filters = {}, limit = 20, offset = 0 } = query
  const asked = question(text)
  if (asked.asked.length === 0) return everything(engine, query)
  const matches = engine.matcher.match(asked)
  const meant = corrected(text, engine.index.terms)
  const scores = scored(engine, matches, asked, meant === undefined ? undefined : question(meant))
  const found = Uint32Array.from(scores.keys())
  const { passing, facets } = engine.columns.apply(found, filters)
  const keys = Float64Array.from(passing, (at) => rankKey(scores.get(found[at] ?? 0) ?? 0, found[at] ?? 0))
  const marked = highlighter(text)
  const best = closer(engine, asked, matches, scores, smallest(keys, Math.max(CLOSER, offset + limit)))
  return {
    total: passing.length,
    hits: best.slice(offset, offset + limit).flatMap(({ document, score }) => hit(engine, document, score, marked)),
    facets,
    ...(meant === undefined ? {} : { didYouMean: meant }),
  }
}

/** Every document passes an empty question, in the order of the list. */
function everything(
  { documents, columns, weights }: Engine,
  { filters = {}, limit = 20, offset = 0 }: SearchQuery,
): SearchAnswer {
  const all = Uint32Array.from(documents, (_, document) => document)
  const { passing, facets } = columns.apply(all, filters)
  const hits = [...passing.subarray(offset, offset + limit)].flatMap((document) =>
    hit({ documents }, document, weights[document] ?? 0, () => []),
  )
  return { total: passing.length, hits, facets }
}

/** Scores by document: of the words, of the type, and of a name that was typed as it is, or with a typo. */
function scored(
  { documents, names, weights }: Engine,
  matches: Matches,
  asked: Question,
  meant: Question | undefined,
): Map<number, number> {
  const wanted = (document: number): number =>
    (weights[document] ?? 0) * (asked.types[documents[document]?.type ?? "metric"] ?? 1)
  const scores = new Map<number, number>()
  for (const [i, document] of matches.things.entries())
    scores.set(document, (matches.scores[i] ?? 0) * wanted(document))
  for (const document of new Set([...names.of(asked), ...(meant ? names.of(meant) : [])]))
    scores.set(document, (scores.get(document) ?? 0) + EXACT * wanted(document))
  return scores
}

/** How likely anyone means a document: by type, for alerts by how urgent they are, for metrics by whether anything uses them. */
export function weightOf(documents: readonly SearchDocument[]): (document: SearchDocument) => number {
  const used = new Set(documents.filter(({ type }) => type !== "metric").flatMap(({ metrics }) => metrics))
  return ({ type, severity, title }) =>
    PRIOR[type] * (URGENCY[severity] ?? 1) * (type === "metric" && !used.has(title) ? UNUSED : 1)
}

function freshWeight(weight: ReturnType<typeof weightOf>, stale: ReadonlySet<string>): ReturnType<typeof weightOf> {
  return (document) => weight(document) * (stale.has(document.entry) ? STALE : 1)
}

interface Ranked {
  document: number
  score: number
}

/** The best hits in order, the first of them by their titles as well. */
function closer(
  { index }: Engine,
  { name, oneName }: Question,
  { words }: Matches,
  scores: ReadonlyMap<number, number>,
  keys: Float64Array,
): Ranked[] {
  const ranked = Array.from(keys, (key) => {
    const document = documentOf(key)
    return { document, score: scores.get(document) ?? 0 }
  })
  const first = ranked.slice(0, CLOSER).map(({ document, score }) => {
    const begins = oneName && titleBegins(index, document, name)
    return { document, score: score * titleFactor(index, document, words) * (begins ? BEGINS : 1) }
  })
  return [...first.sort((a, b) => b.score - a.score || a.document - b.document), ...ranked.slice(CLOSER)]
}

function hit(
  { documents }: Pick<Engine, "documents">,
  document: number,
  score: number,
  marked: (text: string) => Range[],
): SearchHit[] {
  const shown = documents[document]
  if (!shown) return []
  const highlights = { title: marked(shown.title), summary: marked(shown.summary) }
  return [{ ...shown, score: Math.round(score * 1000) / 1000, highlights }]
}

function shown({ names: _names, tags: _tags, metrics: _metrics, text: _text, ...rest }: SearchDocument): Shown {
  return rest
}
