import type { Conditional, Node, Pipe, Range, Span, Template } from "./ast"
import { typeName } from "./call"
import { Collector } from "./collector"
import { Expressions, MOST_CONDITIONS } from "./expressions"
import { fieldOf } from "./fields"
import type { Findings } from "./findings"
import { DEFAULT_PROFILE } from "./profile"
import { Scope } from "./scope"
import { UNKNOWN, type Value } from "./value"

/** Nodes that may be walked inside of templates that others use, since each use walks them again. */
const MOST_INLINED = 20_000
const ROOT: Value = { type: "data" }
const PREDEFINED: readonly (readonly [string, Value])[] = [
  ["$", ROOT],
  ["$labels", predefined("Labels")],
  ["$externalLabels", predefined("ExternalLabels")],
  ["$externalURL", predefined("ExternalURL")],
  ["$value", predefined("Value")],
]

function predefined(field: string): Value {
  const value = fieldOf(ROOT, field, { start: 0, end: 0 }, DEFAULT_PROFILE)
  return "fault" in value ? UNKNOWN : value
}

/** Goes every way through a template once, with what is known of each value, and collects what it comes by. */
export function evaluate(template: Template): Findings {
  return new Evaluation(template).run()
}

class Evaluation {
  private readonly collector = new Collector()
  private readonly scope: Scope
  private readonly expressions: Expressions
  /** Templates that are being used. */
  private readonly inUse = new Set<string>()
  private inlined = 0

  constructor(private readonly template: Template) {
    this.scope = new Scope(template.reassigned)
    this.expressions = new Expressions(template, this.scope, this.collector)
  }

  run(): Findings {
    for (const [name, value] of PREDEFINED) this.scope.declare(name, value)
    this.list(this.template.nodes, ROOT)
    return this.collector.found
  }

  private list(nodes: readonly Node[], dot: Value): void {
    this.scope.deeper(() => {
      for (const node of nodes) this.node(node, dot)
    })
  }

  private node(node: Node, dot: Value): void {
    if (this.inUse.size > 0 && ++this.inlined > MOST_INLINED) return
    if (node.kind === "action") this.action(node.pipe, dot)
    else if (node.kind === "if" || node.kind === "with") this.scope.inside(() => this.conditional(node, dot))
    else if (node.kind === "range") this.scope.inside(() => this.range(node, dot))
    else if (node.kind === "template")
      this.use(node.name, node.pipe ? this.expressions.pipe(node.pipe, dot) : UNKNOWN, node)
  }

  private action(pipe: Pipe, dot: Value): void {
    const value = this.expressions.pipe(pipe, dot)
    if (pipe.sets.length > 0) return
    if (value.type === "samples")
      this.collector.fault("pointers", "the samples of a query print as memory addresses", pipe)
    this.collector.printed(value)
  }

  /** One branch after the other: a later one is only asked when those before it were not true. */
  private conditional(node: Conditional, dot: Value): void {
    const failed: (readonly string[])[] = []
    const body = (nodes: readonly Node[], inner: Value, labels: readonly string[] = []) =>
      this.scope.where([...failed, labels], () => this.scope.inside(() => this.list(nodes, inner)))
    for (const branch of node.branches) {
      const value = this.scope.where(failed, () => this.expressions.condition(branch.pipe, dot))
      body(branch.body, node.kind === "with" ? value : dot, value.ifTrue)
      if (value.ifFalse?.length && failed.length < MOST_CONDITIONS) failed.push(value.ifFalse)
    }
    if (node.otherwise) body(node.otherwise, dot)
  }

  private range({ pipe, body, otherwise }: Range, dot: Value): void {
    const value = this.expressions.commands(pipe, dot)
    if (["float", "bool", "data", "string", "html", "sample", "time"].includes(value.type))
      this.collector.fault("range", `range cannot go through ${typeName(value.type)}`, pipe)
    const { key, element } = elementsOf(value)
    const [first, second] = pipe.sets
    this.scope.inside(() => {
      if (first !== undefined) this.expressions.set(pipe, first, second === undefined ? element : key)
      if (second !== undefined) this.expressions.set(pipe, second, element)
      this.list(body, element)
    })
    this.scope.inside(() => {
      for (const name of pipe.assigns ? [] : pipe.sets) this.scope.declare(name, UNKNOWN)
      this.list(otherwise ?? [], dot)
    })
  }

  /** Walks the named template, which knows `$` and dot only. */
  private use(name: string, dot: Value, span: Span): void {
    const body = this.template.definitions.get(name)
    if (!body) {
      // promtool calls the template of an alert __alert_ and its name.
      if (!name.startsWith("__alert_"))
        this.collector.fault("undefined-template", `template ${JSON.stringify(name)} is not defined`, span)
      return
    }
    if (this.inUse.has(name)) return
    this.inUse.add(name)
    this.scope.alone(dot, () => this.list(body, dot))
    this.inUse.delete(name)
  }
}

/** What `range` gives to its variables. */
function elementsOf({ type }: Value): { key: Value; element: Value } {
  if (type === "labels") return { key: { type: "string" }, element: { type: "string" } }
  if (type === "samples") return { key: { type: "int" }, element: { type: "sample" } }
  if (type === "args") return { key: { type: "string" }, element: UNKNOWN }
  return { key: UNKNOWN, element: UNKNOWN }
}
