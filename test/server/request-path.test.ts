import { expect, test } from "vitest"
import { isCanonical, requestPath } from "@/server/request-path"

test.each([
  ["/", "/", ""],
  ["/entries/redis-exporter", "/entries/redis-exporter", ""],
  ["/search?q=a%20b&x=/../", "/search", "q=a%20b&x=/../"],
  ["/entries/x/recordings/instance%3Aredis%3Arate5m", "/entries/x/recordings/instance%3Aredis%3Arate5m", ""],
  ["/entries/x/versions/1.2.0...1.3.0", "/entries/x/versions/1.2.0...1.3.0", ""],
])("%s is asked for", (url, path, query) => expect(requestPath("GET", url)).toEqual({ path, query }))

test.each([
  ["/%00", 400],
  ["/a%00b", 400],
  ["/%", 400],
  ["/%zz", 400],
  ["/%c0%af", 400],
  ["/a/../b", 400],
  ["/a/%2e%2e/b", 400],
  ["/a/%2E%2E/b", 400],
  ["/./a", 400],
  ["/a%2fb", 400],
  ["/a%5cb", 400],
  ["/a\\b", 400],
  ["//evil.example/", 400],
  ["http://evil.example/", 400],
  ["/a%0d%0ab", 400],
  ["*", 400],
  ["", 400],
  [`/${"a".repeat(12_000)}`, 414],
  [`/search?q=${"a".repeat(12_000)}`, 414],
])("%s is refused", (url, status) => expect(requestPath("GET", url)).toMatchObject({ status }))

test.each([
  ["GET", "/entries", undefined],
  ["HEAD", "/entries", undefined],
  ["POST", "/entries", "GET, HEAD"],
  ["DELETE", "/", "GET, HEAD"],
  ["TRACE", "/_next/static/x.js", "GET, HEAD"],
  ["POST", "/lint", undefined],
  ["PUT", "/lint", "GET, HEAD, POST"],
  ["POST", "/contribute/new", undefined],
  ["POST", "/contribute/edit/redis-exporter", undefined],
  ["POST", "/contribute", "GET, HEAD"],
  ["POST", "/api/clusters/plan", undefined],
  ["OPTIONS", "/api/v1/entries", undefined],
])("%s %s", (method, url, allow) => {
  const asked = requestPath(method, url)
  expect("status" in asked ? asked : undefined).toEqual(
    allow === undefined ? undefined : expect.objectContaining({ status: 405, allow }),
  )
})

test.each([
  ["/entries/redis-exporter", true],
  ["/entries/x/recordings/instance%3Aredis%3Arate5m", true],
  ["/entries/x/recordings/instance:redis:rate5m", true],
  ["/entries/redis%2Dexporter", false],
  ["/%65ntries", false],
])("%s is how links write it: %s", (path, is) => expect(isCanonical(path)).toBe(is))
