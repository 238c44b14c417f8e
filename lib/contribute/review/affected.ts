import type { Entry } from "@/lib/catalog/entry"
import type { EntryPair } from "./label"
import type { Tree } from "./tree"

/** Where search's quality is measured by answers that people have judged. */
const JUDGEMENTS = "test/search/queries.yaml"

/** What a change has an effect on beside its own entries, in words. */
export async function affected(pairs: readonly EntryPair[], head: Tree): Promise<string[]> {
  const gone = pairs.flatMap(({ before, after, id }) => {
    if (!before) return []
    const left = new Set(after ? names(after) : [])
    return [...(after ? [] : [`entry/${id}`]), ...names(before).filter((name) => !left.has(name))]
  })
  if (gone.length === 0 || !head.files.has(JUDGEMENTS)) return gone.map((name) => `${name} is gone: links to it end`)
  const [bytes] = await head.read([JUDGEMENTS])
  const judged = new Set(new TextDecoder().decode(bytes).match(/\b(?:entry|alert|recording)\/[\w:./-]+/g) ?? [])
  return gone
    .map((name) =>
      judged.has(name) ? `${name} is gone, but ${JUDGEMENTS} has it as an answer` : `${name} is gone: links to it end`,
    )
    .slice(0, 500)
}

function names({ id, alerts, recordings }: Entry): string[] {
  return [
    ...alerts.map(({ alert }) => `alert/${id}/${alert}`),
    ...recordings.map(({ record }) => `recording/${id}/${record}`),
  ]
}
