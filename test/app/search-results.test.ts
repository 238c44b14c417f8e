import { expect, test } from "vitest"
import { pageNumbers } from "@/app/components/pages"
import { runs } from "@/app/search/runs"
import type { SearchHit } from "@/lib/search/engine"

const hit = (entry: string, title: string): SearchHit => ({ entry, title }) as SearchHit

test("hits of one entry that follow each other stand together, in the order in which they were found", () => {
  const hits = [hit("a", "1"), hit("a", "2"), hit("b", "3"), hit("a", "4")]
  expect(runs(hits).map(({ entry, hits }) => [entry, hits.map(({ title }) => title)])).toEqual([
    ["a", ["1", "2"]],
    ["b", ["3"]],
    ["a", ["4"]],
  ])
  expect(runs([])).toEqual([])
})

test.each([
  [1, 2, [1, 2]],
  [1, 3, [1, 2, 3]],
  [1, 9, [1, 2, undefined, 9]],
  [4, 9, [1, 2, 3, 4, 5, undefined, 9]], // one page left out is no shorter than its number
  [5, 9, [1, undefined, 4, 5, 6, undefined, 9]],
  [9, 9, [1, undefined, 8, 9]],
  [1_000, 4, [1, undefined, 4]], // a page beyond the last one leads back
])("on page %i of %i the links are %j", (page, last, links) => {
  expect(pageNumbers(page, last)).toEqual(links)
})
