import { z } from "zod"

/** Parameters of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(100).describe("Items on one page"),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0).describe("Items to leave out"),
}

interface Page {
  limit: number
  offset: number
}

/**
 * One page of `all`, whose items are made by `show`, and the path of the next page: `path` with the filters that were
 * given.
 */
export function page<T, S>(all: readonly T[], { limit, offset, ...filters }: Page, path: string, show: (item: T) => S) {
  const end = offset + limit
  const given = Object.entries(filters).filter((pair): pair is [string, string] => typeof pair[1] === "string")
  const next = new URLSearchParams([...given, ["limit", String(limit)], ["offset", String(end)]])
  return {
    total: all.length,
    items: all.slice(offset, end).map(show),
    next: end < all.length ? `${path}?${next}` : null,
  }
}
