import type { BundleFile } from "@/lib/bundle/bundle"

/** One document of a file, to be shown on its own. */
export interface YamlDocument {
  title: string
  text: string
}

/** The documents of a file, called by kind and name where they are Kubernetes objects. */
export function yamlDocuments({ path, content }: BundleFile): YamlDocument[] {
  const parts = content.split(/^---\n/m).filter((part) => part.trim() !== "")
  return parts.map((text, i) => {
    const kind = /^kind: (.+)$/m.exec(text)?.[1]
    const name = /^metadata:\n(?: {2}.*\n)*? {2}name: (.+)$/m.exec(text)?.[1]
    return { title: kind && name ? `${kind} ${name}` : parts.length === 1 ? path : `Document ${i + 1}`, text }
  })
}
