import { withinEdits } from "@/lib/search/typo"
import type { MeiliFilter, MeiliSettings } from "./meilisearch-schema"

export type MeiliDocument = Readonly<Record<string, unknown>>

/** An index of the stand-in: its documents by primary key, its settings, and what Meilisearch documents of searching. */
export interface MeiliIndex {
  uid: string
  primaryKey: string | undefined
  createdAt: string
  documents: Map<string, MeiliDocument>
  settings: MeiliSettings
}

export interface Ranked {
  document: MeiliDocument
  /** From 0 to 1. */
  score: number
}

export interface MeiliQuestion {
  q?: string | null | undefined
  filter?: MeiliFilter | undefined
  matchingStrategy?: "all" | "last" | "frequency" | undefined
}

/** How one word of a query is found in a document. */
interface Hit {
  typos: number
  /** Place of the best attribute in searchableAttributes. */
  attribute: number
  exact: boolean
}

/** All documents that answer, the best first, by the ranking rules of the index. A bad filter throws MeiliFault. */
export function searchIndex(index: MeiliIndex, question: MeiliQuestion): Ranked[] {
  const words = asked(question.q ?? "", index.settings).slice(0, 10) // what is behind the tenth word is not looked at
  const candidates = [...index.documents.values()].filter((document) => passes(document, question.filter, index))
  const seekers = words.map((word, i) => seeker(word, i === words.length - 1, index.settings))
  const scored = candidates.map((document) => {
    const fields = fieldsOf(index, document)
    return { document, hits: seekers.map((found) => found(fields)) }
  })
  const dropped = droppedWords(words, scored, question.matchingStrategy ?? "last")
  return scored
    .filter(({ hits }) => hits.every((hit, i) => hit !== undefined || dropped.has(i)))
    .map(({ document, hits }) => ({ document, values: rankValues(index.settings.rankingRules, document, hits) }))
    .sort((a, b) => compare(a.values, b.values))
    .map(({ document, values }) => ({ document, score: scoreOf(values, words.length) }))
}

/** Counts of the values of an attribute over some documents, at most maxValuesPerFacet of them, in the order of the values. */
export function distribution(index: MeiliIndex, attribute: string, documents: readonly MeiliDocument[]) {
  const counts = new Map<string, number>()
  for (const document of documents)
    for (const value of valuesOf(document[attribute])) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Object.fromEntries([...counts].sort().slice(0, index.settings.faceting.maxValuesPerFacet))
}

/** The names that filters and facets may use. */
export function filterable({ settings }: MeiliIndex): readonly string[] {
  return settings.filterableAttributes.flatMap((item) => (typeof item === "string" ? [item] : item.attributePatterns))
}

/** A refusal as Meilisearch words it. */
export class MeiliFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const FIELDS = new WeakMap<MeiliSettings, WeakMap<MeiliDocument, string[][]>>()

/** The words of the searchable attributes of a document, in their order; remembered, as every search reads all of them. */
function fieldsOf({ settings }: MeiliIndex, document: MeiliDocument): string[][] {
  const known = FIELDS.get(settings) ?? new WeakMap<MeiliDocument, string[][]>()
  FIELDS.set(settings, known)
  const attributes = settings.searchableAttributes
  const read = (): string[][] => {
    const values = attributes[0] === "*" ? Object.values(document) : attributes.map((attribute) => document[attribute])
    return values.map((value) => tokens(text(value), settings))
  }
  const fields = known.get(document) ?? read()
  known.set(document, fields)
  return fields
}

function text(value: unknown): string {
  return valuesOf(value).join(" ")
}

function valuesOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

function tokens(text: string, { nonSeparatorTokens }: MeiliSettings): string[] {
  const kept = nonSeparatorTokens.map((token) => `\\u{${token.codePointAt(0)?.toString(16)}}`).join("")
  return text.toLowerCase().match(new RegExp(`[\\p{L}\\p{N}\\p{M}${kept}]+`, "gu")) ?? []
}

/** The words of a query; what stands in quotes is a phrase and stays one, quotes included. */
function asked(q: string, settings: MeiliSettings): string[] {
  return q.split(/("[^"]*")/).flatMap((part) => (/^".*"$/.test(part) ? [part] : tokens(part, settings)))
}

/** Words of a phrase one behind the other, as they are: no typo, no beginning, no synonym. */
function phraseSeeker(phrase: string, settings: MeiliSettings): Seeker {
  const parts = tokens(phrase, settings)
  return (fields) => {
    const attribute = fields.findIndex((field) =>
      field.some((_, start) => parts.every((part, i) => field[start + i] === part)),
    )
    return attribute === -1 ? undefined : { typos: 0, attribute, exact: true }
  }
}

type Seeker = (fields: readonly string[][]) => Hit | undefined

/** Finds one word of a query in documents. */
function seeker(word: string, last: boolean, settings: MeiliSettings): Seeker {
  if (word.startsWith('"')) return phraseSeeker(word, settings)
  const most = allowedTypos(word, settings)
  const known = new Map<string, number>()
  const typosIn = (other: string): number => {
    const typos = known.get(other) ?? typosBetween(word, other, last, most) ?? Number.POSITIVE_INFINITY
    known.set(other, typos)
    return typos
  }
  return (fields) => {
    let best: Hit | undefined
    for (const [attribute, field] of fields.entries())
      for (const other of field) {
        const typos = typosIn(other)
        if (typos < (best?.typos ?? Number.POSITIVE_INFINITY)) best = { typos, attribute, exact: other === word }
      }
    return best ?? bySynonym(word, fields, settings)
  }
}

function bySynonym(word: string, fields: readonly string[][], settings: MeiliSettings): Hit | undefined {
  for (const synonym of settings.synonyms[word] ?? []) {
    const parts = tokens(synonym, settings)
    const attribute = fields.findIndex((field) => parts.every((part) => field.includes(part)))
    if (attribute !== -1) return { typos: 0, attribute, exact: false }
  }
  return undefined
}

function allowedTypos(word: string, { typoTolerance }: MeiliSettings): number {
  const { enabled, disableOnNumbers, minWordSizeForTypos: size } = typoTolerance
  if (!enabled || (disableOnNumbers && /^\d+$/.test(word)) || word.length < size.oneTypo) return 0
  return word.length < size.twoTypos ? 1 : 2
}

/** Typos between a word of a query and one of a document; a wrong first letter counts twice. */
function typosBetween(word: string, other: string, prefix: boolean, most: number): number | undefined {
  if (word === other || (prefix && other.startsWith(word))) return 0
  if (most === 0) return undefined
  const edits = withinEdits(word, other, most)
  const typos = edits === undefined ? undefined : edits + (word[0] === other[0] ? 0 : 1)
  return typos !== undefined && typos <= most ? typos : undefined
}

/** Places of the words that a matching strategy gives up, until something is found. */
function droppedWords(
  words: readonly string[],
  scored: readonly { hits: readonly (Hit | undefined)[] }[],
  strategy: "all" | "last" | "frequency",
): ReadonlySet<number> {
  const dropped = new Set<number>()
  if (strategy === "all") return dropped
  const frequency = words.map((_, i) => scored.filter(({ hits }) => hits[i] !== undefined).length)
  const order = words
    .map((_, i) => i)
    .sort((a, b) => (strategy === "last" ? b - a : (frequency[b] ?? 0) - (frequency[a] ?? 0)))
  for (const place of order.slice(0, -1)) dropped.add(place)
  return dropped
}

/** What each ranking rule says of a document; less is better. */
function rankValues(rules: readonly string[], document: MeiliDocument, hits: readonly (Hit | undefined)[]): number[] {
  const matched = hits.filter((hit) => hit !== undefined)
  const sum = (of: (hit: Hit) => number) => matched.reduce((total, hit) => total + of(hit), 0)
  return rules.map((rule) => {
    if (rule === "words") return hits.length - matched.length
    if (rule === "typo") return sum(({ typos }) => typos)
    if (rule === "attributeRank" || rule === "attribute") return sum(({ attribute }) => attribute)
    if (rule === "exactness") return sum(({ exact }) => (exact ? 0 : 1))
    const [attribute = "", direction] = rule.split(":")
    if (direction === undefined) return 0 // proximity, sort and wordPosition: the stand-in does not tell them apart
    return Number(document[attribute] ?? 0) * (direction === "asc" ? 1 : -1)
  })
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] ?? 0)
  return 0
}

/** Custom ranking rules do not count; each rule counts a tenth of the one before. */
function scoreOf(values: readonly number[], words: number): number {
  const shares = values.slice(0, 4).map((value, i) => 0.1 ** i / (1 + Math.max(value, 0)))
  return words === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / 1.111
}

const CONDITION = /^([\w.]+) (=|!=) "((?:[^"\\]|\\.)*)"$/

/** An array is "and", an array in it "or"; conditions are equality of quoted strings, whatever their case. */
function passes(document: MeiliDocument, filter: MeiliFilter | undefined, index: MeiliIndex): boolean {
  return [filter ?? []]
    .flat(1)
    .every((either) => [either].flat().some((condition) => holds(document, condition, index)))
}

function holds(document: MeiliDocument, condition: string, index: MeiliIndex): boolean {
  const [, attribute = "", operator, quoted = ""] = CONDITION.exec(condition) ?? []
  if (operator === undefined)
    throw new MeiliFault(400, "invalid_search_filter", `Was expecting an operation in \`${condition}\``)
  if (!filterable(index).includes(attribute))
    throw new MeiliFault(400, "invalid_search_filter", `Attribute \`${attribute}\` is not filterable`)
  const wanted = quoted.replace(/\\(.)/g, "$1").toLowerCase()
  const equal = valuesOf(document[attribute]).some((value) => value.toLowerCase() === wanted)
  return operator === "=" ? equal : !equal
}
