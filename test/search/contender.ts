/** An engine that is measured; `search` gives the ids of at least its first ten documents, best first. */
export interface Contender {
  name: string
  search(text: string): Promise<readonly string[]>
}
