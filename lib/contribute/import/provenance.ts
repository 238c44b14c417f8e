import { parseDocument, YAMLSeq } from "yaml"
import { z } from "zod"
import { format } from "@/lib/contribute/format"

/** Where imported text comes from. The patterns keep a flag from writing lines of its own into the files. */
export const Provenance = z.object({
  source: z.url({ protocol: /^https?$/, error: "must be an http or https address" }).optional(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/, "must be the hexadecimal name of a commit")
    .optional(),
  license: z
    .string()
    .regex(/^[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*$/, "must be as SPDX writes it")
    .optional(),
})
export type Provenance = z.infer<typeof Provenance>

const UNKNOWN = new Set(["NOASSERTION", "NONE", "UNKNOWN", "UNLICENSED"])

/** What is missing before the text of others may be proposed; undefined when nothing is. */
export function provenanceFault({ source, license }: Provenance): string | undefined {
  const missing = [
    ...(source === undefined ? ["its source (--source URL)"] : []),
    ...(license === undefined || UNKNOWN.has(license.toUpperCase()) ? ["its licence (--license SPDX)"] : []),
  ]
  if (missing.length === 0) return undefined
  return `Text of others needs their licence. Unknown: ${missing.join(" and ")}. A pull request without it is refused`
}

/** One sentence, for the head of each written file. */
export function provenanceLine({ source, commit, license }: Provenance): string {
  const at = commit === undefined ? "" : ` at commit ${commit}`
  return `Imported from ${source ?? "an unknown source"}${at}; licence: ${license ?? "unknown, so this may not be published"}.`
}

/** entry.yaml with the source among its links, once. */
export function withLink(text: string, { source, commit }: Provenance): string {
  if (source === undefined || text.includes(source)) return text
  const document = parseDocument(text)
  const links = document.get("links")
  const link = document.createNode({
    title: `Source of imported parts${commit ? ` (${commit.slice(0, 12)})` : ""}`,
    url: source,
  })
  if (links instanceof YAMLSeq) links.add(link)
  else document.set("links", document.createNode([link]))
  return format("entry.yaml", document.toString({ lineWidth: 0 })).text
}

/** README.md with the source in its list of sources. */
export function withSource(text: string, provenance: Provenance): string {
  const line = `- ${provenanceLine(provenance)}`
  if (text.includes(line)) return text
  const last = [...text.matchAll(/^## .*$/gm)].at(-1)?.[0] ?? ""
  return `${text.trimEnd()}\n${/^## Sources/.test(last) ? "" : "\n## Sources\n\n"}${line}\n`
}
