import { expect, test } from "vitest"
import { readSearch, searchHref, toggled, toQuery } from "@/app/search/search-url"

const read = (text: string) => readSearch(new URLSearchParams(text))

test.each([
  ["", "/search"],
  ["q=disk+full", "/search?q=disk+full"],
  [
    "q=a&type=alert&type=metric&severity=critical&page=3",
    "/search?q=a&type=alert&type=metric&severity=critical&page=3",
  ],
  ["type=alert&type=alert&type=", "/search?type=alert"],
  ["page=0", "/search"],
  ["page=x", "/search"],
  ["page=99999999", "/search?page=99999999"],
  ["page=99999999999999999999", "/search"],
  [`q=${"x".repeat(500)}`, "/search"],
  ["q=%20%20", "/search"],
  ["utm_source=x", "/search"],
])("%j is the state of %s", (text, href) => expect(searchHref(read(text))).toBe(href))

test("choosing a value goes back to the first page, choosing it again lets it go", () => {
  const chosen = toggled(read("q=a&page=2"), "type", "alert")
  expect(searchHref(chosen)).toBe("/search?q=a&type=alert")
  expect(searchHref(toggled(chosen, "type", "alert"))).toBe("/search?q=a")
})

test("only chosen facets filter", () => {
  expect(toQuery(read("q=a&type=alert&page=2"))).toEqual({
    text: "a",
    filters: { type: ["alert"] },
    limit: 25,
    offset: 25,
  })
})
