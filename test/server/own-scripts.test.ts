import { createHash } from "node:crypto"
import { expect, test } from "vitest"
import { newNonce, ownScripts } from "@/server/own-scripts"

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`
const nonce = newNonce()

test("nonces are 128 bits, each another one, and such as Next takes them", () => {
  const nonces = Array.from({ length: 100 }, newNonce)
  expect(new Set(nonces).size).toBe(100)
  for (const one of nonces) expect(one).toMatch(/^[A-Za-z0-9_-]{22}$/)
})

test("scripts with the nonce are allowed by their text, and the nonce is gone", () => {
  const html = `<head><script src="/a.js" async="" nonce="${nonce}"></script></head><body><script nonce="${nonce}" id="_R_">boot()</script><script nonce="${nonce}">push([1,"x"])</script></body>`
  expect(ownScripts(html, nonce)).toEqual({
    html: `<head><script src="/a.js" async=""></script></head><body><script id="_R_">boot()</script><script>push([1,"x"])</script></body>`,
    hashes: [hash("boot()"), hash('push([1,"x"])')],
  })
})

test("scripts without it get no hash, whatever they look like", () => {
  const html = [
    "<script>self.__next_f.push([1,'x'])</script>",
    "<script>(self.__next_f=self.__next_f||[]).push([0])</script>",
    `<script nonce="">a()</script>`,
    `<script nonce="${newNonce()}">b()</script>`,
    `<script nonce='${"0".repeat(22)}'>c()</script>`,
    `<p title="&lt;script nonce=&quot;">`,
  ].join("")
  expect(ownScripts(html, nonce)).toEqual({ html, hashes: [] })
})

test("a nonce inside of data is replaced, and the hash is that of what is sent", () => {
  const { html, hashes } = ownScripts(`<script nonce="${nonce}">push('{"nonce":"${nonce}"}')</script>`, nonce)
  expect(html).not.toContain(nonce)
  const [, sent = ""] = /<script>(.*)<\/script>/.exec(html) ?? []
  expect(hashes).toEqual([hash(sent)])
})

test("the same page is the same text each time", () => {
  const page = (n: string): string => ownScripts(`<script nonce="${n}">push("${n}")</script>`, n).html
  expect(page(newNonce())).toBe(page(newNonce()))
})
