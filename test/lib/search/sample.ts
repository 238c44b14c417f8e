import { documents } from "@/lib/search/documents"
import type { SearchDocument } from "@/lib/search/engine"
import { demoEntry } from "@/test/support/demo"

/** A document with the given id ("type/entry/title") and nothing else that anyone could find. */
export function sample(id: string, change: Partial<SearchDocument> = {}): SearchDocument {
  const [type = "alert", entry = "", title = ""] = id.split("/")
  return {
    id,
    type: type as SearchDocument["type"],
    entry,
    title,
    summary: "",
    category: "database",
    severity: "",
    software: "",
    proven: "",
    targets: [],
    registry: "",
    url: `/${id}`,
    names: [],
    tags: [],
    metrics: [],
    text: "",
    ...change,
  }
}

/** The documents of the demo entry. */
export async function demoDocuments(): Promise<SearchDocument[]> {
  return documents([await demoEntry()])
}
