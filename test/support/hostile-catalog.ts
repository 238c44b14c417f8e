import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { isMap, isScalar, isSeq, type Node, parseDocument, visit } from "yaml"
import { disk } from "@/lib/adapters/disk"
import { loadEntry } from "@/lib/catalog/load-entry"

/** What an attacker writes into a catalog so that it runs on the site. All of it would set `window.__pwned`. */
const PAYLOADS: readonly string[] = [
  "</script><script>window.__pwned=1</script>",
  `"><img src=x onerror="window.__pwned=2">`,
  "'><svg/onload=window.__pwned=3>",
  "[a](javascript:window.__pwned=4) <a href='javascript:window.__pwned=5'>b</a>",
  `</script><script>self.__next_f.push([1,"0:window.__pwned=6"])</script>`,
  `</script><script nonce="">(self.__next_f=self.__next_f||[]).push([0]);window.__pwned=7</script>`,
  `"]);window.__pwned=8;self.__next_f.push([1,"`,
  "\\u003c/script>\\u003cscript>window.__pwned=9\\u003c/script>",
  "<!--<script>window.__pwned=10</script>-->",
  "<iframe srcdoc='<script>parent.__pwned=11</script>'></iframe>",
  "\u2028window.__pwned=12\u2029",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: text like this is the point
  "{{constructor.constructor('window.__pwned=13')()}} ${window.__pwned=14}",
  "\u202e\u2066evil\u2069 ]]><script>window.__pwned=15</script>",
  "<style>@import 'javascript:window.__pwned=16'</style><base href='https://evil.example/'>",
  `<meta http-equiv="refresh" content="0;url=javascript:window.__pwned=17">`,
  `<template><script>window.__pwned=18</script></template><form action="javascript:window.__pwned=19"><button>x</button></form>`,
]
const LONG = PAYLOADS.join(" ")
/** For fields with a limit on their length. */
const SHORT = "</script><script>__pwned=20</script>"
/** For fields that must be an address. */
const ADDRESS = `https://evil.example/"><script>window.__pwned=21</script>?a=javascript:1`
/** Names by which parts of an entry find each other, and what a parameter's example must agree with. */
const BOUND = new Set([
  ...["param", "capture", "alertname", "alert", "record", "rule_files", "metric", "eval_time"],
  ...["schemes", "example", "default"],
])
const EXPRESSIONS = new Set(["expr", "series"])

/**
 * Writes a catalog of two entries into `folder` in which every text that an author may choose carries all of these; what
 * may not be chosen (the loader refuses the entry with it) stays. In "hostile" the expressions are payloads as well, in
 * "sly" they are proper PromQL with payloads in their label values. Returns how many texts were replaced in each.
 */
export async function writeHostileCatalog(folder: string): Promise<Readonly<Record<"hostile" | "sly", number>>> {
  const counts = { hostile: 0, sly: 0 }
  for (const id of ["hostile", "sly"] as const) {
    const texts = await demoAs(id)
    for (const file of [...texts.keys()]) counts[id] += await poison(texts, id, file)
    for (const [file, text] of texts) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), text)
    }
  }
  return counts
}

async function demoAs(id: string): Promise<Map<string, string>> {
  const demo = disk(fileURLToPath(new URL("../fixtures", import.meta.url)))
  const texts = new Map<string, string>()
  for (const file of await demo.list("demo-exporter"))
    texts.set(file.replace("demo-exporter", id), await demo.read(file))
  return texts
}

async function poison(texts: Map<string, string>, id: string, file: string): Promise<number> {
  const text = texts.get(file) ?? ""
  if (file.endsWith(".prom")) {
    const label = LONG.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
    const lines = text
      .replace(/^(# HELP \S+) .*$/gm, (_, start: string) => `${start} ${LONG}`)
      .replace(/^(# CAPTURE (?:target|url|exporter): ).*$/gm, (_, start: string) => start + LONG)
    texts.set(file, `${lines}\ndemo_evil{text="${label}"} 1\n`)
    return 2
  }
  if (file.endsWith(".md")) {
    const [head, body] = text.startsWith("---") ? text.split(/\n---\n/) : [undefined, text]
    const bad = `${body}\n${LONG}\n\n# ${LONG}\n\n\`\`\`html\n${LONG}\n\`\`\`\n\n<script>window.__pwned=22</script>\n`
    const title = `title: ${JSON.stringify(LONG)}`
    texts.set(file, head === undefined ? bad : `${head.replace(/^title: .*$/m, () => title)}\n---\n${bad}`)
    return 2
  }
  let count = 0
  const document = parseDocument(text)
  for (const { key, node } of leaves(document.contents)) {
    const before = node.value
    const choices = EXPRESSIONS.has(key) && id === "sly" ? [withPayloads(String(before))] : [LONG, ADDRESS, SHORT]
    for (const choice of choices) {
      node.value = choice
      texts.set(file, String(document))
      if ((await loadEntry(memory(texts), id)).problems.length === 0) {
        count++
        break
      }
      node.value = before
    }
  }
  texts.set(file, String(document))
  return count
}

function withPayloads(expr: string): string {
  return expr.replace(/="[^"]*"/, () => `="${PAYLOADS[0]} ${PAYLOADS[2]}"`)
}

function leaves(root: Node | null): { key: string; node: { value: unknown } }[] {
  const found: { key: string; node: { value: unknown } }[] = []
  visit(root, {
    Scalar(at, node, path) {
      if (at === "key" || typeof node.value !== "string") return
      const pair = path.findLast((item) => "key" in item && isScalar(item.key))
      const key = pair && "key" in pair && isScalar(pair.key) ? String(pair.key.value) : ""
      const names = path.filter((item) => isMap(item) || isSeq(item)).length
      // The name of a parameter is a reference as well; those of metrics, states and groups are found by trying.
      if (!BOUND.has(key) && !(key === "name" && names === 3)) found.push({ key, node })
    },
  })
  return found
}

function memory(texts: ReadonlyMap<string, string>) {
  return {
    list: async (folder: string) => [...texts.keys()].filter((file) => file.startsWith(`${folder}/`)).sort(),
    read: async (path: string) => texts.get(path) ?? "",
  }
}
