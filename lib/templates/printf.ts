import type { Span } from "./ast"
import type { TemplateFault } from "./findings"
import { joinTexts, type KnownText, type Type, type Value } from "./value"

/** An argument of printf and where it stands. */
export interface Argument {
  value: Value
  span: Span
}

/** What is known of a call of printf whose format is known. */
export interface Formatted {
  text?: KnownText
  /** For each argument the verb that prints it, such as "%.2f". */
  verbs: readonly (string | undefined)[]
  faults: readonly TemplateFault[]
}

const DIRECTIVE = /%([-+# 0]*)(\*|\d*)(?:\.(\*|\d*))?(.?)/gsu
/** The verbs that each type has; another prints something like "%!d(float64=0.5)". */
const VERBS: Partial<Record<Type, string>> = {
  float: "vTbeEfFgGxX",
  int: "vTbcdoOqxXU",
  string: "vTsqxX",
  html: "vTsqxX",
  bool: "vTt",
  nil: "vT",
}
const GO_NAMES: Partial<Record<Type, string>> = { float: "a number (float64)", int: "an integer", bool: "a boolean" }

/** Reads a format as Go's fmt does; `span` is that of the format. Undefined where arguments are chosen by number. */
export function format(known: KnownText, args: readonly Argument[], span: Span): Formatted | undefined {
  if (/%[-+# 0\d.*]*\[/.test(known.text) || known.holes.length > 0) return undefined
  const reader = new FormatReader(known, args, span)
  return reader.read()
}

class FormatReader {
  private readonly verbs: (string | undefined)[] = []
  private readonly faults: TemplateFault[] = []
  private readonly parts: (KnownText | undefined)[] = []

  constructor(
    private readonly known: KnownText,
    private readonly args: readonly Argument[],
    private readonly span: Span,
  ) {}

  read(): Formatted {
    let end = 0
    for (const match of this.known.text.matchAll(DIRECTIVE)) {
      this.parts.push(this.slice(end, match.index))
      end = match.index + match[0].length
      this.directive(match, this.slice(match.index, end))
    }
    this.parts.push(this.slice(end, this.known.text.length))
    const extra = this.args[this.verbs.length]
    if (extra) this.fault(`printf is given more than its format prints: "%!(EXTRA …)"`, extra.span)
    const parts = this.parts.filter((part) => part !== undefined)
    const text = this.faults.length === 0 && parts.length === this.parts.length ? joinTexts(parts) : undefined
    return { ...(text && { text }), verbs: this.verbs, faults: this.faults }
  }

  private directive([whole, flags, width, precision, verb]: RegExpMatchArray, source: KnownText): void {
    for (const star of [width, precision]) if (star === "*") this.star(whole)
    if (verb === "%") this.parts.push({ ...source, text: "%", places: source.places.slice(0, 1) })
    else if (verb === "" || verb === undefined) this.fault('the format ends in a lone "%": "%!(NOVERB)"', this.span)
    else this.print(whole, verb, source, flags === "" && width === "" && precision === undefined)
  }

  private star(whole: string): void {
    const argument = this.args[this.verbs.length]
    this.verbs.push(undefined)
    if (!argument) this.fault(`printf has no argument for the * of "${whole}"`, this.span)
    else if (!["int", "unknown"].includes(argument.value.type))
      this.fault(`printf needs an integer for the * of "${whole}"`, argument.span)
  }

  private print(whole: string, verb: string, source: KnownText, plain: boolean): void {
    const argument = this.args[this.verbs.length]
    this.verbs.push(whole)
    if (!argument) {
      this.fault(`printf has no argument for "${whole}": "%!${verb}(MISSING)"`, this.span)
      return
    }
    const { value, span } = argument
    const fitting = VERBS[value.type]
    if (fitting !== undefined && !fitting.includes(verb)) {
      const name = value.type === "nil" ? "nil" : (GO_NAMES[value.type] ?? "a string")
      this.fault(`printf "${whole}" cannot print ${name}: "%!${verb}(…)"`, span)
      return
    }
    if (plain && value.text && (verb === "v" || verb === (value.type === "int" ? "d" : "s")))
      this.parts.push(value.text)
    else this.parts.push(hole(whole, source, value))
  }

  private slice(start: number, end: number): KnownText {
    return { text: this.known.text.slice(start, end), places: this.known.places.slice(start, end), holes: [] }
  }

  private fault(message: string, { start, end }: Span): void {
    this.faults.push({ id: "format", message, start, end })
  }
}

function hole(verb: string, source: KnownText, { read }: Value): KnownText {
  const label = read?.owner === "alert" ? { label: read.name } : {}
  return { ...source, holes: [{ start: 0, end: source.text.length, verb, ...label }] }
}
