/** What a place in a query takes. */
type Place = "duration" | "digits" | "number" | "label" | "metric" | "string"

/** `$name`, `${name}`, `${name:format}`, `[[name]]` and `[[name:format]]`. Source: Grafana's documentation, "Variable syntax". */
const VARIABLE = /\$\{[a-zA-Z_][\w.]*(?::[\w:.,-]+)?\}|\$[a-zA-Z_]\w*|\[\[[a-zA-Z_]\w*(?::\w+)?\]\]/y
/** Grafana's own variables that are numbers wherever they stand. */
const NUMERIC = /__(?:interval_ms|range_s|range_ms|from|to)\b/

/**
 * A dashboard query with Grafana's variables replaced by what fits at their place and has the same *length*, so that
 * offsets stay true: a duration in a range, a number behind a comparison, a name elsewhere. Names that come from a
 * variable can be told by `fromVariable`.
 */
export function withoutVariables(query: string): string {
  let out = ""
  let quote = ""
  for (let i = 0; i < query.length; ) {
    VARIABLE.lastIndex = i
    const variable = VARIABLE.exec(query)?.[0]
    if (variable !== undefined) {
      out += fill(variable, quote === "" ? placeOf(out, query, i + variable.length, variable) : "string")
      i += variable.length
      continue
    }
    const char = query[i] ?? ""
    if (quote === "" && /["'`]/.test(char)) quote = char
    else if (char === quote) quote = ""
    else if (char === "\\" && quote !== "" && quote !== "`") {
      out += query.slice(i, i + 2)
      i += 2
      continue
    }
    out += char
    i += 1
  }
  return out
}

/** Whether a metric or label name of such a query is a variable's, or contains one: nothing is known of it. */
export function fromVariable(name: string): boolean {
  return name.includes("::") || /^_+$|___/.test(name)
}

function placeOf(before: string, query: string, end: number, variable: string): Place {
  const next = query[end] ?? ""
  const open = before.lastIndexOf("[") > before.lastIndexOf("]")
  const afterOffset = /\boffset\s+-?$/i.test(before)
  if (open || afterOffset) return /[a-z]/.test(next) || /\d$/.test(before) ? "digits" : "duration"
  if (NUMERIC.test(variable)) return "number"
  if (/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*$/.test(before)) return "label"
  const brace = before.lastIndexOf("{") > before.lastIndexOf("}")
  if (brace) return "label"
  if (/\w$/.test(before) || /[\w{]/.test(next)) return "metric"
  return /(?:[<>=!]=?|[-+*/%^]|\bbool)\s*$|\b(?:topk|bottomk|quantile|histogram_quantile)\s*(?:(?:by|without)\s*\([^()]*\)\s*)?\(\s*$|,\s*$/.test(
    before,
  )
    ? "number"
    : "metric"
}

function fill({ length }: string, place: Place): string {
  switch (place) {
    case "duration":
      return "5m".padStart(length, "0")
    case "digits":
      return "5".padStart(length, "0")
    case "number":
      return "1".padEnd(length)
    case "label":
      return "_".repeat(length)
    case "metric":
      return ":".repeat(length)
    case "string":
      return "x".repeat(length)
  }
}
