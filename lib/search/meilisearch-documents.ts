import { createHash } from "node:crypto"
import { weightOf } from "./embedded"
import type { SearchDocument } from "./engine"
import { exactNames } from "./exact-names"
import { stem } from "./stem"
import { words } from "./words"

/** Attributes with the words of a document, as our text layer makes them; the most telling ones first. */
export const TERM_ATTRIBUTES = [
  "titleTerms",
  "nameTerms",
  "metricTerms",
  "tagTerms",
  "summaryTerms",
  "textTerms",
] as const
type Terms = Record<(typeof TERM_ATTRIBUTES)[number], string>

/** Attributes that come back with a hit. */
export const SHOWN_ATTRIBUTES = [
  "id",
  "type",
  "entry",
  "title",
  "summary",
  "category",
  "severity",
  "software",
  "registry",
  "proven",
  "targets",
  "url",
] as const
/** Without those that are empty: Meilisearch would count an empty text as a value of the facet. */
type Shown = Partial<Record<(typeof SHOWN_ATTRIBUTES)[number], string | readonly string[]>>

/** A document as Meilisearch gets it. */
export interface MeilisearchDocument extends Shown, Terms {
  /** The primary key: Meilisearch takes letters, digits, "-" and "_" only, so it is a hash of the id. */
  key: string
  exact: readonly string[]
  /** Decides between documents that answer alike: more comes first, then the smaller `place`. */
  prior: number
  place: number
}

/** Documents for Meilisearch: words are taken apart and stemmed here, so that it finds what the embedded engine finds. */
export function meilisearchDocuments(documents: readonly SearchDocument[]): MeilisearchDocument[] {
  const prior = weightOf(documents)
  const inOrder = documents.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return inOrder.map((document, place) => ({
    key: createHash("sha256").update(document.id).digest("hex"),
    ...shown(document),
    ...terms(document),
    exact: exactNames(document),
    prior: prior(document),
    place,
  }))
}

/** The stems of the words of a text, in order. */
export function stems(text: string): string {
  return words(text)
    .map(({ word }) => stem(word))
    .join(" ")
}

function shown(document: SearchDocument): Shown {
  return Object.fromEntries(SHOWN_ATTRIBUTES.map((name) => [name, document[name]]).filter(([, value]) => value !== ""))
}

function terms({ title, names, metrics, tags, summary, text }: SearchDocument): Terms {
  return {
    titleTerms: stems(title),
    nameTerms: stems(names.join(" ")),
    metricTerms: stems(metrics.join(" ")),
    tagTerms: stems(tags.join(" ")),
    summaryTerms: stems(summary),
    textTerms: stems(text),
  }
}
