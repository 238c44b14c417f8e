import { lex } from "@/lib/promql/lexer"
import { parse } from "@/lib/promql/parse"
import { pretty } from "@/lib/promql/pretty"
import { print } from "@/lib/promql/print"
import { DEFAULT_PROFILE } from "@/lib/promql/profile"

/** Grafana's variables that stand where PromQL wants a duration. Source: Grafana's documentation, "Global variables". */
const VARIABLE = /\$__(?:rate_interval|interval|range)(?![\w])/g

/**
 * An expression in canonical layout, in lines; undefined where it is left as it is: it does not parse, or has comments,
 * which no tree keeps. `oneLine` is for places that take no line break.
 */
export function formatExpression(
  text: string,
  { width, oneLine = false }: { width: number; oneLine?: boolean },
): readonly string[] | undefined {
  const plain = withDurations(text)
  const parsed = parse(plain)
  if (!parsed.ok || lex(plain, DEFAULT_PROFILE).some((token) => token.type === "trivia" && token.text.includes("#")))
    return undefined
  const lines = oneLine ? [print(parsed.expr)] : pretty(parsed.expr, { width, broken: text.trim().includes("\n") })
  return lines.map(withVariables)
}

/** One text for all layouts of one expression; the text itself where it does not parse. */
export function expressionKey(text: string): string {
  const parsed = parse(withDurations(text))
  return parsed.ok ? print(parsed.expr) : text
}

/** Durations of the same length that nobody writes, in place of the variables. */
function withDurations(text: string): string {
  return text.replace(VARIABLE, (name) => "917s".padStart(name.length, "0"))
}

function withVariables(line: string): string {
  return line.replace(/(?<!\d)0{4,12}917s(?!\w)/g, (text) => {
    return ["$__rate_interval", "$__interval", "$__range"].find(({ length }) => length === text.length) ?? text
  })
}
