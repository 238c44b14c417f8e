import { expect, test } from "vitest"
import { renderMarkdown } from "@/app/components/render-markdown"

const html = (text: string) => renderMarkdown(text, { level: 3, prefix: "readme" })

test.each([
  ["<script>alert(1)</script>"],
  ["<img src=x onerror=alert(1)>"],
  ["![x](https://evil.example/track.png)"],
  ["<svg/onload=alert(1)>"],
  ["<iframe src=https://evil.example></iframe>"],
  ["[x](javascript:alert(1))"],
  ["[x](JaVaScRiPt:alert(1))"],
  ["[x](java\nscript:alert(1))"],
  ["[x](&#106;avascript:alert(1))"],
  ["[x](data:text/html;base64,PHNjcmlwdD4=)"],
  ["[x](vbscript:msgbox(1))"],
  ["<javascript:alert(1)>"],
  ["[x]: javascript:alert(1)\n\n[x]"],
  ["<a href=javascript:alert(1) onclick=alert(1)>x</a>"],
  ["<style>*{display:none}</style>"],
  ["<form action=https://evil.example><input name=q></form>"],
  ["<base href=https://evil.example>"],
  ["- [ ] <input autofocus onfocus=alert(1)>"],
  ['```js" onmouseover="alert(1)\nx\n```'],
  ["<math><mtext><table><mglyph><style><!--</style><img title=--&gt;&lt;img src=1 onerror=alert(1)&gt;>"],
])("%j carries nothing that runs, loads or sends", async (text) => {
  const out = await html(text)
  expect(out).not.toMatch(/<(script|img|svg|iframe|style|form|input|base|math|object|embed|link|meta)\b/i)
  expect(out).not.toMatch(/<[^>]*\s(on\w+|style|srcdoc|formaction)=/i)
  expect(out).not.toMatch(/<[^>]*(javascript|vbscript|data):/i)
})

test("headings are moved below those of the page and can be linked to", async () => {
  const out = await html("# One\n\n## Two two\n\n## Two two")
  expect(out).toContain('<h3 id="readme-one">One</h3>')
  expect(out).toContain('<h4 id="readme-two-two">Two two</h4>')
  expect(out).toContain('<h4 id="readme-two-two-1">')
})

test("an id cannot be chosen by the text", async () => {
  expect(await html('<h2 id="main">x</h2>\n\n# main')).not.toContain('id="main"')
})

test("links out do not lend our name", async () => {
  expect(await html("[x](https://example.com)")).toContain('rel="nofollow noopener ugc"')
})

test("what READMEs need stays", async () => {
  const out = await html("| a | b |\n|---|---|\n| `x` | **y** |\n\n```sh\nls\n```\n\n1. one\n2. two")
  for (const part of ["<table>", "<code>x</code>", "<strong>y</strong>", 'class="language-sh"', "<ol>"])
    expect(out).toContain(part)
})

test("a text without headings", async () => {
  expect(await html("just words")).toBe("<p>just words</p>")
})
