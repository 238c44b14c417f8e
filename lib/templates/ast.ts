import type { Profile } from "./profile"

/** A part of the template's text, in UTF-16 units; `end` is behind it. */
export interface Span {
  start: number
  end: number
}

/** A template that was read: what it does, in order, and the named templates that it defines. */
export interface Template {
  text: string
  profile: Profile
  nodes: readonly Node[]
  /** Bodies of `define` and `block` by name. */
  definitions: ReadonlyMap<string, readonly Node[]>
  /** Names of variables that some `=` sets anew, so that their value depends on the way that was taken. */
  reassigned: ReadonlySet<string>
}

export type Node = Text | Action | Conditional | Range | Jump | Invocation

/** Text that is printed as it stands, white space already taken off beside `{{-` and `-}}`. */
export interface Text extends Span {
  kind: "text"
  text: string
}

/** `{{pipeline}}`: prints it, or with `:=` or `=` sets a variable. */
export interface Action extends Span {
  kind: "action"
  pipe: Pipe
}

/** `if` or `with`; every `else if` (`else with`) is one more branch. */
export interface Conditional extends Span {
  kind: "if" | "with"
  branches: readonly { pipe: Pipe; body: readonly Node[] }[]
  otherwise?: readonly Node[]
}

export interface Range extends Span {
  kind: "range"
  pipe: Pipe
  body: readonly Node[]
  otherwise?: readonly Node[]
}

export interface Jump extends Span {
  kind: "break" | "continue"
}

/** `{{template "name" pipeline}}`, or the use that `{{block "name" pipeline}}` makes of itself. */
export interface Invocation extends Span {
  kind: "template"
  name: string
  pipe?: Pipe
}

/** Commands, each given to the next as its last argument. */
export interface Pipe extends Span {
  kind: "pipe"
  /** Names of variables that take the value, dollar included; two only in a range. */
  sets: readonly string[]
  /** `=` and not `:=`: the variables exist already. */
  assigns: boolean
  commands: readonly Command[]
}

/** A function with its arguments, or one operand. */
export interface Command extends Span {
  operands: readonly [Operand, ...Operand[]]
}

export type Operand = Literal | Base | Chain

/** What fields may hang on. */
export type Base = Dot | Variable | FunctionName | Pipe

export type Literal = StringLiteral | NumberLiteral | BoolLiteral | NilLiteral

export interface StringLiteral extends Span {
  kind: "string"
  value: string
  /** For each UTF-16 unit of `value` where it stands in the template. */
  places: readonly number[]
}

/** A number or a character constant, as it is written. */
export interface NumberLiteral extends Span {
  kind: "number"
  text: string
  /** The type that Go gives it where any type may be; "other" is complex, or too large for an int. */
  type: "int" | "float" | "other"
}

export interface BoolLiteral extends Span {
  kind: "bool"
  value: boolean
}

export interface NilLiteral extends Span {
  kind: "nil"
}

export interface Dot extends Span {
  kind: "dot"
}

/** `$name`, or `$` alone: the data that the template was given. */
export interface Variable extends Span {
  kind: "variable"
  name: string
}

export interface FunctionName extends Span {
  kind: "function"
  name: string
}

/** `.a.b`, `$x.a.b` or `(pipeline).a.b`; the base of the first is a dot without width. */
export interface Chain extends Span {
  kind: "chain"
  base: Base
  fields: readonly [Field, ...Field[]]
}

/** A name behind a dot; the span takes in the dot. */
export interface Field extends Span {
  name: string
}
