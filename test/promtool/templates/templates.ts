import { readFileSync } from "node:fs"

/** The hand-written templates by category, which the agreement suite and the fuzz start from. */
export function handWritten(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(new URL("./templates.txt", import.meta.url), "utf8")
  const categories = new Map<string, string[]>()
  let current: string[] = []
  for (const line of text.split("\n")) {
    if (line.startsWith("## ")) {
      current = []
      categories.set(line.slice(3), current)
    } else if (line !== "" && !line.startsWith("# ")) current.push(line.startsWith('"') ? JSON.parse(line) : line)
  }
  return categories
}
