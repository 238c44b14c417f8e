import type { Conditional, Invocation, Node, Pipe, Range, Span, Template } from "./ast"
import { Cursor, SyntaxFault } from "./cursor"
import type { Token } from "./lexer"
import { pipeline, stringOf } from "./parse-pipeline"
import { DEFAULT_PROFILE, type Profile } from "./profile"

/** A template that promtool takes, or what is wrong with it and where. */
export type ParseResult = { ok: true; template: Template } | { ok: false; error: { message: string } & Span }

export interface ParseOptions {
  profile?: Profile
  /** Name of the alert. Its template is called `__alert_` and this, and may not define that name again. */
  alert?: string | undefined
}

/** Variables that Prometheus sets before every template of an alert. */
const PREDEFINED = ["$", "$labels", "$externalLabels", "$externalURL", "$value"]

/**
 * Reads a label or annotation template of an alerting rule. The verdict is promtool's, but for templates nested more
 * than 500 levels deep, which are refused.
 */
export function parseTemplate(text: string, { profile = DEFAULT_PROFILE, alert }: ParseOptions = {}): ParseResult {
  if (!text.includes("{{")) return { ok: true, template: plain(text, profile) }
  const key = JSON.stringify([profile, alert, text])
  const before = known.get(key)
  if (before) return before
  const result = read(text, profile, alert)
  if (known.size >= MOST_KNOWN) known.clear()
  if (text.length <= LONGEST_KNOWN) known.set(key, result)
  return result
}

/** Whoever reads a rule and whoever checks it ask for the same templates, one right after the other. */
const known = new Map<string, ParseResult>()
const MOST_KNOWN = 4_096
const LONGEST_KNOWN = 1_024

function read(text: string, profile: Profile, alert: string | undefined): ParseResult {
  const parser = new Parser(text, profile, alert)
  try {
    const nodes = parser.template()
    const { definitions, reassigned } = parser
    return { ok: true, template: { text, profile, nodes, definitions, reassigned } }
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault
    const { start, end } = fault.span
    return { ok: false, error: { message: fault.message, start, end } }
  }
}

/** Most labels are plain texts. */
function plain(text: string, profile: Profile): Template {
  const nodes: Node[] = text === "" ? [] : [{ kind: "text", text, start: 0, end: text.length }]
  return { text, profile, nodes, definitions: new Map(), reassigned: new Set() }
}

/** What ended a list of nodes: `{{end}}`, or `{{else` with what follows it still to be read. */
interface Stop extends Span {
  kind: "end" | "else"
  /** `else if` and `else with`: the keyword comes next. */
  chained?: "if" | "with"
}

class Parser {
  readonly definitions = new Map<string, readonly Node[]>()
  private readonly cursor: Cursor
  private loops = 0

  constructor(
    text: string,
    profile: Profile,
    private readonly alert: string | undefined,
  ) {
    this.cursor = new Cursor(text, profile)
    for (const name of PREDEFINED) this.cursor.declare(name)
  }

  get reassigned(): ReadonlySet<string> {
    return this.cursor.reassigned
  }

  template(): readonly Node[] {
    const nodes: Node[] = []
    while (this.cursor.peek().type !== "eof") {
      if (this.startsDefinition()) {
        this.definition()
        continue
      }
      const node = this.node()
      if (isStop(node)) throw new SyntaxFault(`unexpected {{${node.kind}}}`, node)
      nodes.push(node)
    }
    return nodes
  }

  private startsDefinition(): boolean {
    if (this.cursor.peek().type !== "open") return false
    const { type, text } = this.cursor.peek(this.cursor.peek(1).type === "space" ? 2 : 1)
    return type === "keyword" && text === "define"
  }

  /** `define` only stands at the top level of a template. */
  private definition(): void {
    this.cursor.take()
    this.cursor.takePastSpace()
    const name = this.cursor.expect("string", "define clause")
    const { value } = stringOf(name)
    this.cursor.expect("close", "define clause")
    this.body(value, name, "define clause")
  }

  /** The body of a definition or a block, up to its end. */
  private body(name: string, at: Span, context: string): void {
    const loops = this.loops
    this.loops = 0
    const nodes = this.cursor.alone(() => {
      const { nodes, stop } = this.list(at)
      if (stop.kind !== "end") throw new SyntaxFault(`unexpected {{else}} in ${context}`, stop)
      return nodes
    })
    this.loops = loops
    const before = this.definitions.get(name)
    const taken = (before && !isEmpty(before)) || (this.alert !== undefined && name === `__alert_${this.alert}`)
    if (taken) {
      if (!isEmpty(nodes))
        throw new SyntaxFault(`template: multiple definition of template ${JSON.stringify(name)}`, at)
    } else this.definitions.set(name, nodes)
  }

  /** Nodes up to an `end` or `else`. */
  private list(at: Span): { nodes: readonly Node[]; stop: Stop } {
    return this.cursor.nested(at, () => {
      const nodes: Node[] = []
      while (this.cursor.peekPastSpace().type !== "eof") {
        const node = this.node()
        if (isStop(node)) return { nodes, stop: node }
        nodes.push(node)
      }
      throw new SyntaxFault("unexpected EOF", at)
    })
  }

  private node(): Node | Stop {
    const token = this.cursor.takePastSpace()
    if (token.type === "text") return { kind: "text", text: token.text, start: token.start, end: token.end }
    if (token.type !== "open") return this.cursor.unexpected(token, "input")
    const node = this.action(token)
    return { ...node, start: token.start, end: Math.max(node.end, this.cursor.last().end) }
  }

  private action(open: Token): Node | Stop {
    const token = this.cursor.peekPastSpace()
    const { start, end } = token
    const word = token.type === "keyword" ? token.text : ""
    if (word === "" || word === "nil" || word === "define")
      return { kind: "action", pipe: pipeline(this.cursor, "command"), start, end }
    this.cursor.take()
    if (word === "end") return { kind: "end", start, end: this.cursor.expect("close", "end").end }
    if (word === "else") return this.otherwise(token)
    if (word === "if" || word === "with") return this.conditional(word, open)
    if (word === "range") return this.range(open)
    if (word === "break" || word === "continue") return this.jump(word, token)
    return this.invocation(word === "block", token)
  }

  private jump(kind: "break" | "continue", token: Token): Node {
    this.cursor.expect("close", `{{${kind}}}`)
    if (this.loops === 0) throw new SyntaxFault(`{{${kind}}} outside {{range}}`, token)
    return { kind, start: token.start, end: token.end }
  }

  private otherwise({ start, end }: Token): Stop {
    const { type, text } = this.cursor.peekPastSpace()
    if (type === "keyword" && (text === "if" || (text === "with" && this.cursor.dialect.elseWith)))
      return { kind: "else", chained: text, start, end }
    return { kind: "else", start, end: this.cursor.expect("close", "else").end }
  }

  private conditional(kind: "if" | "with", { start, end }: Token): Conditional {
    return this.cursor.scoped(() => {
      const branches: { pipe: Pipe; body: readonly Node[] }[] = []
      for (;;) {
        const pipe = pipeline(this.cursor, kind)
        const { nodes, stop } = this.list(pipe)
        branches.push({ pipe, body: nodes })
        if (stop.kind === "end") return { kind, branches, start, end }
        if (stop.chained !== kind) return { kind, branches, otherwise: this.lastList(stop), start, end }
        this.cursor.takePastSpace()
      }
    })
  }

  private range({ start, end }: Token): Range {
    return this.cursor.scoped(() => {
      const pipe = pipeline(this.cursor, "range")
      this.loops++
      const { nodes: body, stop } = this.list(pipe)
      this.loops--
      if (stop.kind === "end") return { kind: "range", pipe, body, start, end }
      return { kind: "range", pipe, body, otherwise: this.lastList(stop), start, end }
    })
  }

  private lastList(at: Span): readonly Node[] {
    const { nodes, stop } = this.list(at)
    if (stop.kind !== "end") throw new SyntaxFault("expected end; found {{else}}", stop)
    return nodes
  }

  private invocation(isBlock: boolean, { start, end }: Token): Invocation {
    const context = isBlock ? "block clause" : "template clause"
    const token = this.cursor.expect("string", context)
    const name = stringOf(token).value
    const invocation: Invocation = { kind: "template", name, start, end }
    if (!isBlock && this.cursor.peekPastSpace().type === "close") {
      this.cursor.take()
      return invocation
    }
    const pipe = pipeline(this.cursor, context)
    if (isBlock) this.body(name, token, context)
    return { ...invocation, pipe }
  }
}

function isStop(node: Node | Stop): node is Stop {
  return node.kind === "end" || node.kind === "else"
}

/** Whether a body prints nothing but white space, so that another of its name may take its place. */
function isEmpty(nodes: readonly Node[]): boolean {
  return nodes.every((node) => node.kind === "text" && /^[\s\u0085]*$/.test(node.text) && !node.text.includes("\uFEFF"))
}
