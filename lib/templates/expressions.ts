import type { Chain, Command, Field, FunctionName, Operand, Pipe, Span, Template } from "./ast"
import { callFunction } from "./call"
import type { Collector } from "./collector"
import { fieldOf } from "./fields"
import type { LabelRead } from "./findings"
import { signature } from "./functions"
import type { Argument } from "./printf"
import { dialect } from "./profile"
import type { Scope } from "./scope"
import { allShown, at, constantText, intersection, labelKey, UNKNOWN, union, type Value } from "./value"

/** Conditions that are kept in mind along one `and` or one chain of `else if`. */
export const MOST_CONDITIONS = 16

/** Finds what is known of pipelines and of what they are made of. */
export class Expressions {
  /** Inside of what `if` and `with` ask for, or `and` and `or`. */
  private asked = false

  constructor(
    private readonly template: Template,
    private readonly scope: Scope,
    private readonly collector: Collector,
  ) {}

  /** The value of a pipeline, which sets its variables. */
  pipe(pipe: Pipe, dot: Value): Value {
    const [name] = pipe.sets
    const keeps = name !== undefined && !pipe.assigns && this.scope.isStable(name)
    const held = keeps && pipe.commands.length === 1
    const value = this.scope.deeper(() => this.commands(pipe, dot, held)) ?? UNKNOWN
    if (name !== undefined) this.set(pipe, name, value)
    return value
  }

  /** The value of a pipeline that `if` or `with` asks for. */
  condition(pipe: Pipe, dot: Value): Value {
    return this.asking(() => this.pipe(pipe, dot))
  }

  /** Gives a variable of the pipeline a value. */
  set(pipe: Pipe, name: string, value: Value): void {
    if (!pipe.assigns) this.scope.declare(name, value)
    else if (!this.scope.assign(name, value))
      this.collector.fault("undefined-variable", `variable ${name} is not there to be set`, pipe)
  }

  /** The value of a pipeline; the caller sets its variables. `held`: it only goes into one, and is not yet printed. */
  commands({ commands }: Pipe, dot: Value, held = false): Value {
    let final: Argument | undefined
    for (const command of commands) {
      const value = this.command(command, dot, final, held)
      final = { value, span: final ? { start: final.span.start, end: command.end } : command }
    }
    return final?.value ?? UNKNOWN
  }

  private command({ operands, start, end }: Command, dot: Value, final: Argument | undefined, held: boolean): Value {
    const [head, ...rest] = operands
    const span = { start, end }
    if (head.kind === "function") return this.call(head, rest, dot, { span, held, final })
    const value = this.operand(head, dot, held)
    for (const operand of rest) this.operand(operand, dot)
    if (head.kind === "nil") this.collector.fault("not-a-function", "nil alone is no command", head)
    else if ((rest.length > 0 || final) && (head.kind !== "chain" || value.type !== "unknown"))
      this.collector.fault(
        "not-a-function",
        `${this.template.text.slice(head.start, head.end)} is no function and takes no arguments`,
        head,
      )
    else return value
    return UNKNOWN
  }

  private operand(operand: Operand, dot: Value, held = false): Value {
    switch (operand.kind) {
      case "dot":
        return this.used(dot, operand)
      case "nil":
        return { type: "nil" }
      case "bool":
        return { type: "bool" }
      case "number":
        return numberValue(operand.text, operand.type, operand.start)
      case "string":
        return { type: "string", text: { text: operand.value, places: operand.places, holes: [] } }
      case "variable":
        return this.variable(operand.name, operand)
      case "function":
        return this.call(operand, [], dot, { span: operand })
      case "pipe":
        return this.pipe(operand, dot)
      case "chain":
        return this.chain(operand, dot, held)
    }
  }

  private variable(name: string, span: Span): Value {
    const value = this.scope.lookup(name)
    if (value) return this.used(value, span)
    this.collector.fault("undefined-variable", `variable ${name} is not set on this way through the template`, span)
    return UNKNOWN
  }

  /** A value that was kept; here it is used, and a label in it is printed unless something makes sure of it. */
  private used(value: Value, span: Span): Value {
    if (value.read && !this.isGuarded(value.read)) value.read.guarded = false
    return at(value, span)
  }

  private chain({ base, fields, start }: Chain, dot: Value, held: boolean): Value {
    const receiver = base.kind === "dot" ? dot : this.operand(base, dot)
    return fields.reduce((value, field) => this.field(value, field, start, held), receiver)
  }

  private field(value: Value, { name, start, end }: Field, from: number, held: boolean): Value {
    if (value.type === "labels" && value.owner) return this.read({ name, owner: value.owner, start: from, end }, held)
    const found = fieldOf(value, name, { start: from, end }, this.template.profile)
    if (!("fault" in found)) return found
    this.collector.fault("field", found.fault, { start, end })
    return UNKNOWN
  }

  private read({ name, owner, start, end }: Pick<LabelRead, "name" | "owner"> & Span, held: boolean): Value {
    const label = labelKey({ owner, name })
    const guarded = held || this.asked || this.scope.isPresent(label)
    const read = this.collector.read({ name, owner, start, end, guarded, condition: this.asked })
    return { type: "string", read, ifTrue: [label] }
  }

  private isGuarded(label: Pick<LabelRead, "name" | "owner">): boolean {
    return this.asked || this.scope.isPresent(labelKey(label))
  }

  private asking<T>(run: () => T): T {
    const before = this.asked
    this.asked = true
    const result = run()
    this.asked = before
    return result
  }

  private call(
    { name, start, end }: FunctionName,
    operands: readonly Operand[],
    dot: Value,
    { span, held = false, final }: { span: Span; held?: boolean; final?: Argument | undefined },
  ): Value {
    if (name === "and" || name === "or") return this.choice(name, { start, end }, operands, final, dot)
    const args: Argument[] = operands.map((operand) => ({ value: this.operand(operand, dot), span: operand }))
    if (final) args.push(final)
    const [container, key] = args
    const label = key && constantText(key.value)
    if (name === "index" && args.length === 2 && container?.value.owner && label !== undefined)
      return this.read({ name: label, owner: container.value.owner, start: span.start, end: span.end }, held)
    const known = signature(name, dialect(this.template.profile))
    return known ? callFunction({ name, signature: known, args, span: { start, end } }, this.collector) : UNKNOWN
  }

  /** `and` and `or` look at one argument after the other; all but the last are only asked for. */
  private choice(
    name: "and" | "or",
    span: Span,
    operands: readonly Operand[],
    final: Argument | undefined,
    dot: Value,
  ): Value {
    const values: Value[] = []
    const known: (readonly string[])[] = []
    operands.forEach((operand, i) => {
      const last = i === operands.length - 1 && !final
      const look = () => this.operand(operand, dot)
      const value = this.scope.where(known, () => (last ? look() : this.asking(look)))
      values.push(value)
      const sure = name === "and" ? value.ifTrue : value.ifFalse
      if (sure?.length && known.length < MOST_CONDITIONS) known.push(sure)
    })
    if (final) values.push(final.value)
    const [first] = values
    if (!first) {
      this.collector.fault(
        "argument-count",
        `wrong number of arguments for ${name}: it takes at least 1 and is given 0`,
        span,
      )
      return UNKNOWN
    }
    const type = values.every((value) => value.type === first.type) ? first.type : "unknown"
    const all = union(values.map((value) => (name === "and" ? value.ifTrue : value.ifFalse)))
    const common = intersection(values.map((value) => (name === "and" ? value.ifFalse : value.ifTrue)))
    const sure = name === "and" ? { ifTrue: all, ifFalse: common } : { ifTrue: common, ifFalse: all }
    return { type, ...sure, shown: allShown(values) }
  }
}

function numberValue(text: string, type: "int" | "float" | "other", start: number): Value {
  if (type === "other") return UNKNOWN
  if (!/^(?:0|[1-9]\d{0,14})$/.test(text)) return { type }
  return { type, text: { text, places: Array.from(text, (_, i) => start + i), holes: [] } }
}
