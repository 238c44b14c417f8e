import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { chooseEncoding, encode, isCompressible } from "@/server/encodings"

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["br;q=0, gzip", "gzip"],
  ["gzip;q=0.5", "gzip"],
  ["GZIP", "gzip"],
  ["*", "br"],
  ["*;q=0", "identity"],
  ["gzip;q=0, *;q=0", "identity"],
  ["identity", "identity"],
  ["", "identity"],
  ["br;q=nonsense", "identity"],
])("%j takes %s", (accept, encoding) => expect(chooseEncoding(accept)).toBe(encoding))

test.each([
  ["text/html; charset=utf-8", 2_000, true],
  ["text/html; charset=utf-8", 200, false],
  ["application/json", 2_000, true],
  ["application/problem+json", 2_000, true],
  ["application/javascript; charset=UTF-8", 2_000, true],
  ["text/x-component", 2_000, true],
  ["application/atom+xml", 2_000, true],
  ["image/svg+xml", 2_000, true],
  ["image/png", 2_000, false],
  ["font/woff2", 2_000, false],
  ["application/zip", 2_000, false],
  ["application/gzip", 2_000, false],
])("%s of %d bytes: %s", (type, bytes, is) => expect(isCompressible(type, bytes)).toBe(is))

test("what was compressed is what it was", async () => {
  const body = Buffer.from("ExporterHub ".repeat(1_000))
  expect(gunzipSync(await encode(body, "gzip"))).toEqual(body)
  expect(brotliDecompressSync(await encode(body, "br"))).toEqual(body)
  expect(await encode(body, "identity")).toBe(body)
})
