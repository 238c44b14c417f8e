import { readFileSync } from "node:fs"

/** The hand-written expressions that the agreement suite, the fuzz and the benchmark start from. */
export function handWritten(): readonly string[] {
  const text = readFileSync(new URL("./expressions.txt", import.meta.url), "utf8")
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))
  return lines.map((line) => (line.startsWith('"') ? JSON.parse(line) : line))
}
