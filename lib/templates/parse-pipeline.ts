import type { Base, Command, Field, Literal, Operand, Pipe } from "./ast"
import { type Cursor, SyntaxFault } from "./cursor"
import { signature } from "./functions"
import type { Token } from "./lexer"
import { readNumber } from "./numbers"
import { characterFault, unquote } from "./strings"

const STARTS_COMMAND = new Set(["bool", "character", "complex", "dot", "field", "name", "number", "string", "variable"])

/** Reads `$x := command | command`, and what closes it; `context` names the place in faults. */
export function pipeline(cursor: Cursor, context: string, close: "}}" | ")" = "}}"): Pipe {
  const start = cursor.peekPastSpace().start
  const { sets, assigns } = variables(cursor, context)
  const commands: Command[] = []
  for (;;) {
    const token = cursor.peekPastSpace()
    if (token.text === close && (token.type === "close" || token.type === "symbol")) {
      cursor.take()
      if (commands.length === 0) throw new SyntaxFault(`missing value for ${context}`, token)
      return { kind: "pipe", sets, assigns, commands, start, end: close === ")" ? token.end : endOf(commands) }
    }
    if (!STARTS_COMMAND.has(token.type) && token.text !== "(" && !isNil(token)) cursor.unexpected(token, context)
    commands.push(command(cursor, commands.length + 1))
  }
}

const endOf = (commands: readonly Command[]) => commands.at(-1)?.end ?? 0
const isNil = ({ type, text }: Token) => type === "keyword" && text === "nil"

/** The variables that the pipeline sets. A range may set two, and forgets the second when nothing is given to it. */
function variables(cursor: Cursor, context: string): Pick<Pipe, "sets" | "assigns"> {
  const sets: string[] = []
  for (;;) {
    const variable = cursor.peekPastSpace()
    if (variable.type !== "variable") return { sets, assigns: false }
    const ahead = cursor.peek(1).type === "space" ? 2 : 1
    const { type, text } = cursor.peek(ahead)
    if (type !== "symbol" || !["=", ":=", ","].includes(text)) return { sets, assigns: false }
    for (let i = 0; i <= ahead; i++) cursor.take()
    sets.push(variable.text)
    cursor.declare(variable.text)
    if (text === "=") for (const name of sets) cursor.reassigned.add(name)
    if (text !== ",") return { sets, assigns: text === "=" }
    if (context !== "range" || sets.length > 1) throw new SyntaxFault(`too many declarations in ${context}`, variable)
    const next = cursor.peekPastSpace()
    if (next.type !== "variable" && next.type !== "close" && next.text !== ")")
      throw new SyntaxFault("range can only initialize variables", next)
  }
}

/** Operands with white space between them, and the `|` behind them. */
function command(cursor: Cursor, stage: number): Command {
  const first = cursor.peekPastSpace()
  const operands: Operand[] = []
  for (;;) {
    cursor.peekPastSpace()
    const read = operand(cursor)
    if (read) operands.push(read)
    const token = cursor.peek()
    if (token.type === "space") continue
    if (token.text === "|" && token.type === "symbol") cursor.take()
    else if (token.type !== "close" && !(token.type === "symbol" && token.text === ")"))
      cursor.unexpected(token, "operand")
    break
  }
  const [head, ...rest] = operands
  if (!head) throw new SyntaxFault("empty command", first)
  if (stage > 1 && ["bool", "dot", "nil", "number", "string"].includes(head.kind))
    throw new SyntaxFault(`non executable command in pipeline stage ${stage}`, head)
  return { operands: [head, ...rest], start: head.start, end: (rest.at(-1) ?? head).end }
}

/** A term with the fields behind it; undefined when something else comes next. */
function operand(cursor: Cursor): Operand | undefined {
  const base = term(cursor)
  if (!base) return undefined
  const fields = base.kind === "chain" ? [...base.fields] : []
  while (cursor.peek().type === "field") fields.push(field(cursor.take()))
  const [first, ...rest] = fields
  if (!first) return base
  const chained = base.kind === "chain" ? base.base : base
  if (isLiteral(chained) || base.kind === "dot")
    throw new SyntaxFault(`unexpected . after term ${JSON.stringify(cursor.textOf(base))}`, first)
  const end = (rest.at(-1) ?? first).end
  return { kind: "chain", base: chained, fields: [first, ...rest], start: base.start, end }
}

const field = ({ text, start, end }: Token): Field => ({ name: text.slice(1), start, end })
const isLiteral = (operand: Operand): operand is Literal => ["string", "number", "bool", "nil"].includes(operand.kind)

function term(cursor: Cursor): Operand | undefined {
  const token = cursor.peek()
  const { text, start, end } = token
  const base = baseOf(cursor, token) ?? literalOf(token)
  if (base) {
    cursor.take()
    return base
  }
  if (token.type === "field") {
    cursor.take()
    return { kind: "chain", base: { kind: "dot", start, end: start }, fields: [field(token)], start, end }
  }
  if (token.type !== "symbol" || text !== "(") return undefined
  return cursor.nested(token, () => {
    cursor.take()
    return { ...pipeline(cursor, "parenthesized pipeline", ")"), start }
  })
}

function baseOf(cursor: Cursor, token: Token): Base | undefined {
  const { type, text, start, end } = token
  if (type === "dot") return { kind: "dot", start, end }
  if (type === "variable") {
    if (!cursor.isDeclared(text)) throw new SyntaxFault(`undefined variable ${JSON.stringify(text)}`, token)
    return { kind: "variable", name: text, start, end }
  }
  if (type !== "name") return undefined
  if (!signature(text, cursor.dialect)) throw new SyntaxFault(`function ${JSON.stringify(text)} not defined`, token)
  return { kind: "function", name: text, start, end }
}

function literalOf(token: Token): Literal | undefined {
  const { type, text, start, end } = token
  if (isNil(token)) return { kind: "nil", start, end }
  if (type === "bool") return { kind: "bool", value: text === "true", start, end }
  if (type === "string") return { kind: "string", ...stringOf(token), start, end }
  if (type === "character") {
    const message = characterFault(text)
    if (message !== undefined) throw new SyntaxFault(message, token)
    return { kind: "number", text, type: "int", start, end }
  }
  if (type !== "number" && type !== "complex") return undefined
  const number = readNumber(text, type === "complex")
  if ("message" in number) throw new SyntaxFault(number.message, token)
  return { kind: "number", text, type: number.type, start, end }
}

/** The value of a string token. */
export function stringOf(token: Token) {
  const unquoted = unquote(token.text, token.start)
  if (!unquoted) throw new SyntaxFault("invalid syntax", token)
  return unquoted
}
