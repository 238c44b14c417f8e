import { tokens } from "@/lib/promql/tokens"

/**
 * An expression without its line breaks, indents and comments: two that differ only in these are the same. Also for queries
 * with variables of a dashboard, which do not parse.
 */
export function oneLine(expr: string): string {
  const texts = tokens(expr)
    .filter(({ kind }) => kind !== "whitespace" && kind !== "comment")
    .map(({ text }) => text)
  return texts.reduce((line, text) => (/\w$/.test(line) && /^\w/.test(text) ? `${line} ${text}` : line + text), "")
}
