import { FACETS, type Facet, type FacetCount, FILTERS, type Filter, filterValues, type SearchDocument } from "./engine"

/** What documents have under one filter: each distinct list of values once, and for each document which of them. */
interface Column {
  lists: readonly (readonly string[])[]
  list: Uint32Array
}

/** The documents that pass all filters, and what could be chosen beside. */
export interface Filtered {
  /** Places in the list of documents that was given. */
  passing: Uint32Array
  facets: Record<Facet, FacetCount[]>
}

type Chosen = Partial<Record<Filter, readonly string[]>>

/** No filter, or more than one, turns a document away; else the number of the one that does. */
const PASSES = 255
const FAILS = 254

/** What documents can be narrowed by, as columns of numbers. */
export class FilterColumns {
  readonly #columns: Readonly<Record<Filter, Column>>

  constructor(documents: readonly SearchDocument[]) {
    const columns = FILTERS.map((filter) => [filter, columnOf(documents, filter)])
    this.#columns = Object.fromEntries(columns) as Record<Filter, Column>
  }

  /** Narrows documents, given by number. The counts of a facet take every choice into account but its own. */
  apply(documents: Uint32Array, chosen: Chosen): Filtered {
    const verdicts = this.#verdicts(documents, chosen)
    const facets = FACETS.map((facet, f) => [facet, this.#count(documents, facet, f, verdicts)])
    return { passing: passing(documents.length, verdicts), facets: Object.fromEntries(facets) as Filtered["facets"] }
  }

  /** For each document whether it passes, or which single filter is against it; undefined when nothing is chosen. */
  #verdicts(documents: Uint32Array, chosen: Chosen): Uint8Array | undefined {
    const active = FILTERS.filter((filter) => (chosen[filter]?.length ?? 0) > 0)
    if (active.length === 0) return undefined
    const verdicts = new Uint8Array(documents.length).fill(PASSES)
    for (const filter of active) {
      const { lists, list } = this.#columns[filter]
      const number = FILTERS.indexOf(filter)
      const allowed = Uint8Array.from(lists, (values) => (values.some((one) => chosen[filter]?.includes(one)) ? 1 : 0))
      for (let i = 0; i < documents.length; i += 1)
        if (allowed[list[documents[i] ?? 0] ?? 0] === 0) verdicts[i] = verdicts[i] === PASSES ? number : FAILS
    }
    return verdicts
  }

  #count(documents: Uint32Array, facet: Facet, number: number, verdicts: Uint8Array | undefined): FacetCount[] {
    const { lists, list } = this.#columns[facet]
    const sums = new Uint32Array(lists.length)
    for (let i = 0; i < documents.length; i += 1) {
      if (verdicts !== undefined && verdicts[i] !== PASSES && verdicts[i] !== number) continue
      const at = list[documents[i] ?? 0] ?? 0
      sums[at] = (sums[at] ?? 0) + 1
    }
    const counts = new Map<string, number>()
    for (const [at, values] of lists.entries()) {
      const sum = sums[at] ?? 0
      if (sum > 0) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + sum)
    }
    return [...counts].map(([value, count]) => ({ value, count })).sort(byCount)
  }
}

function columnOf(documents: readonly SearchDocument[], filter: Filter): Column {
  const numbers = new Map<string, number>()
  const lists: (readonly string[])[] = []
  const list = new Uint32Array(documents.length)
  for (const [i, document] of documents.entries()) {
    const values = filterValues(document, filter)
    const key = values.length === 1 ? (values[0] ?? "") : values.join("\n")
    let number = numbers.get(key)
    if (number === undefined) {
      number = lists.push([...new Set(values)]) - 1
      numbers.set(key, number)
    }
    list[i] = number
  }
  return { lists, list }
}

function passing(length: number, verdicts: Uint8Array | undefined): Uint32Array {
  const places = new Uint32Array(length)
  let found = 0
  for (let i = 0; i < length; i += 1) {
    if (verdicts !== undefined && verdicts[i] !== PASSES) continue
    places[found] = i
    found += 1
  }
  return places.subarray(0, found)
}

/** Most frequent first, then by name. */
function byCount(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1)
}
