import type { Suggestion } from "@/lib/search/suggest"
import type { SuggestIndex } from "@/lib/search/suggest-index"

/** Suggestions for what is being typed. */
export type Suggester = (text: string, limit?: number) => Suggestion[]

let loading: Promise<Suggester> | undefined

/** The suggester with the names of the catalog, loaded once per visit; a load that failed is tried again when asked again. */
export function loadSuggester(): Promise<Suggester> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function load(): Promise<Suggester> {
  const [{ suggester }, index] = await Promise.all([import("@/lib/search/suggest"), names()])
  const suggest = suggester(index)
  return (text, limit) => {
    performance.mark("suggest-start")
    const suggestions = suggest(text, limit)
    performance.measure("suggest", "suggest-start")
    return suggestions
  }
}

async function names(): Promise<SuggestIndex> {
  const answer = await fetch("/api/v1/suggest")
  if (!answer.ok) throw new Error(`The hub answered ${answer.status}`)
  return answer.json()
}
