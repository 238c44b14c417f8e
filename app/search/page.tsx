import type { Metadata } from "next"
import { Pages } from "@/app/components/pages"
import { SearchForm } from "@/app/components/search-form"
import { catalog, searchEngine } from "@/app/server"
import { HubError } from "@/lib/error"
import type { SearchAnswer } from "@/lib/search/engine"
import { Chosen } from "./chosen"
import { Facets } from "./facets"
import { NoHits } from "./no-hits"
import { Outage } from "./outage"
import styles from "./page.module.css"
import { Results } from "./results"
import { filterPairs, PAGE_SIZE, readSearch, type SearchState, searchHref, toQuery, unfiltered } from "./search-url"
import { Types } from "./types"

export async function generateMetadata({ searchParams }: PageProps<"/search">): Promise<Metadata> {
  const { q } = await searchParams
  return { title: typeof q === "string" && q !== "" ? `${q.slice(0, 80)}: search` : "Search", robots: { index: false } }
}

// There is no loading.tsx here: what is streamed into a page needs a script to show up, and searching must work without.
export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const state = readSearch(new URLSearchParams(Object.entries(await searchParams).flatMap(pairs)))
  const [answer, { byId, cards }] = await Promise.all([askedFor(state), catalog()])
  const head = (
    <>
      <h1 className="sr">Search</h1>
      <div className={styles.box} data-hero="">
        <SearchForm label="Search the catalog" text={state.q} keep={filterPairs(state)} large />
      </div>
    </>
  )
  if (typeof answer === "string")
    return (
      <>
        {head}
        <Outage words={answer} state={state} />
      </>
    )
  return (
    <>
      {head}
      <Types state={state} facets={answer.facets} />
      <div className={styles.columns}>
        <Facets state={state} facets={answer.facets} entries={byId} />
        <div className={styles.main}>
          <Chosen state={state} total={answer.total} didYouMean={answer.didYouMean} entries={byId} />
          {answer.hits.length > 0 && <Results hits={answer.hits} entries={byId} />}
          {answer.total === 0 && <NoHits state={state} without={await totalWithout(state)} entries={cards} />}
          {answer.total > 0 && answer.hits.length === 0 && <p>There are no results on this page.</p>}
          <Pages
            page={state.page}
            last={Math.ceil(answer.total / PAGE_SIZE)}
            href={(page) => searchHref({ ...state, page })}
            label="Pages of results"
          />
        </div>
      </div>
    </>
  )
}

/** Hits of the same words with nothing chosen; undefined where nothing is. */
async function totalWithout(state: SearchState): Promise<number | undefined> {
  if (filterPairs(state).length === 0) return undefined
  return (await (await searchEngine()).search({ ...toQuery(unfiltered(state)), limit: 1 })).total
}

/** The answer, or what is wrong with the search server: without a script, a page that fails shows nothing at all. */
async function askedFor(state: SearchState): Promise<SearchAnswer | string> {
  try {
    return await (await searchEngine()).search(toQuery(state))
  } catch (error) {
    if (error instanceof HubError) return error.message
    throw error
  }
}

function pairs([key, value]: [string, string | string[] | undefined]): [string, string][] {
  return [value ?? []].flat().map((item) => [key, item])
}
