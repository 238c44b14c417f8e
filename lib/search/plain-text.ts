/** An annotation or legend without its template actions. */
export function plainText(annotation: string): string {
  return annotation.replace(/\{\{.*?\}\}/gs, "…").trim()
}

/** The words of a markdown text on one line: without marks, link addresses and fences; what a fence holds stays. */
export function plainMarkdown(markdown: string): string {
  return markdown
    .replace(/^\s*(?:```|~~~).*$/gm, " ")
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, "$1")
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, " ")
    .replace(/[*`|]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
}

/** What stands below a second-level heading of a markdown text; empty when it has none of that name. */
export function section(markdown: string, heading: string): string {
  const lines = markdown.split("\n")
  const start = lines.findIndex((line) => line.trim() === `## ${heading}`)
  if (start === -1) return ""
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("## "))
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join("\n")
}
