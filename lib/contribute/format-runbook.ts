import { parseYaml } from "@/lib/catalog/yaml-source"
import { type Formatted, formatYaml } from "./format-yaml"

const FRONT = /^---\n([\s\S]*?\n)---[ \t]*\n/

/** A runbook with its front matter in canonical form. The text below is its author's; only its line ends are settled. */
export function formatRunbook(file: string, content: string): Formatted {
  const text = content.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
  const [whole, yaml] = FRONT.exec(text) ?? []
  if (whole === undefined || yaml === undefined || !parseYaml(file, yaml).source) return { text: content, problems: [] }
  const front = formatYaml(file, yaml, undefined)
  if (front.problems.length > 0) return { text: content, problems: front.problems }
  const lines = front.text.trimEnd().split("\n")
  const rank = (line: string) => ["alert:", "title:"].findIndex((key) => line.startsWith(key))
  // Only where each key is one line of its own, which is how every runbook is.
  const isFlat = lines.every((line) => rank(line) !== -1)
  const ordered = isFlat ? [...lines].sort((a, b) => rank(a) - rank(b)) : lines
  return { text: `---\n${ordered.join("\n")}\n---\n${text.slice(whole.length).trimEnd()}\n`, problems: [] }
}
