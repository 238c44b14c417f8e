import { RE2JS } from "re2js"
import type { Span } from "./ast"
import type { FaultId, TemplateQuery } from "./findings"
import type { Parameter, Signature } from "./functions"
import { type Argument, format } from "./printf"
import { allShown, constantText, type Type, UNKNOWN, union, type Value, withStep } from "./value"

/** A call of a function; `span` is that of its name. */
export interface Call {
  name: string
  signature: Signature
  args: readonly Argument[]
  span: Span
}

/** Takes what calls find. */
export interface Sink {
  fault(id: FaultId, message: string, span: Span): void
  query(query: TemplateQuery): void
}

const NUMBERS = new Set(
  "humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration".split(" "),
)
const NOT_NUMBERS = new Set<Type>(["samples", "sample", "labels", "bool", "data", "args"])
/** Functions whose result still shows what they are given. */
const SHOWING = new Set([
  ...NUMBERS,
  ..."print printf println html js urlquery urlQueryEscape toUpper toLower title safeHtml reReplaceAll".split(" "),
])
/** Functions of a text that make nothing of nothing. */
const KEEPING = new Set("toUpper toLower title safeHtml html js urlquery urlQueryEscape len".split(" "))
const COMPARISONS = new Set("eq ne lt le gt ge".split(" "))
const DURATION = /^(?:0|(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?)$/
const MOST_PATTERN = 10_000

const TYPE_NAMES: Record<Type, string> = {
  unknown: "a value",
  data: "the whole data",
  labels: "a set of labels",
  string: "a string",
  html: "HTML",
  float: "a number (float64)",
  int: "an integer",
  bool: "a boolean",
  nil: "nil",
  samples: "the samples of a query",
  sample: "a sample",
  time: "a time",
  args: "a set of arguments",
}

/** A type in words. */
export function typeName(type: Type): string {
  return TYPE_NAMES[type]
}

/** What a function gives back. Faults of its arguments go to `sink`. The caller sees to `and` and `or`. */
export function callFunction(call: Call, sink: Sink): Value {
  const { name, signature, args, span } = call
  const least = signature.parameters.length
  const most = signature.most ?? (signature.rest ? Number.POSITIVE_INFINITY : least)
  if (args.length < least || args.length > most) {
    const wanted = signature.rest ? `at least ${least}` : `${least}`
    const message = `wrong number of arguments for ${name}: it takes ${args.length > most ? most : wanted} and is given ${args.length}`
    sink.fault("argument-count", message, span)
    return resultOf(signature)
  }
  for (const [i, { value, span }] of args.entries())
    checkType(name, signature.parameters[i] ?? signature.rest ?? "any", value, span, sink)
  const result = special(call, sink)
  const values = args.map(({ value }) => value)
  const shown = SHOWING.has(name) && name !== "printf" ? withStep(allShown(values), { name }) : result.shown
  const kept = KEEPING.has(name) && values.length === 1 ? values[0]?.ifTrue : result.ifTrue
  return { ...result, ...(shown?.length && { shown }), ...(kept && { ifTrue: kept }) }
}

function resultOf({ result }: Signature): Value {
  return result === "special" ? UNKNOWN : { type: result }
}

function checkType(name: string, parameter: Parameter, value: Value, span: Span, sink: Sink): void {
  const fits =
    parameter === "any"
      ? !NUMBERS.has(name) || !NOT_NUMBERS.has(value.type)
      : [parameter, "unknown"].includes(value.type)
  if (fits) return
  const wanted = { any: "a number", string: "a string", samples: "the samples of a query", sample: "one sample" }[
    parameter
  ]
  const hint = value.type === "samples" && parameter !== "string" ? ': put "first | value" between' : ""
  sink.fault("argument-type", `${name} takes ${wanted} and is given ${typeName(value.type)}${hint}`, span)
}

function special(call: Call, sink: Sink): Value {
  const { name, signature, args } = call
  const values = args.map(({ value }) => value)
  const [first] = values
  if (name === "query" && args[0]) sink.query(queryOf(args[0]))
  if (name === "match" || name === "reReplaceAll") {
    const pattern = checkPattern(args[0], sink)
    const needsText = name === "match" && pattern && !pattern.matcher("").find()
    if (needsText) return { type: "bool", ifTrue: values[1]?.ifTrue ?? [] }
  }
  if (name === "parseDuration") checkDuration(args[0], sink)
  if (name === "printf") return printf(call, sink)
  if (COMPARISONS.has(name)) return compared(call, sink)
  if (name === "not") return { type: "bool", ifTrue: first?.ifFalse ?? [], ifFalse: first?.ifTrue ?? [] }
  if (name === "len" || name === "slice") checkMeasured(name, args[0], sink)
  if (name === "index") return indexed(args, sink)
  if (name === "slice")
    return { type: ["string", "samples"].includes(first?.type ?? "") ? (first?.type ?? "unknown") : "unknown" }
  if (name === "call" && first?.type !== "unknown")
    sink.fault("not-a-function", "call needs a function, and templates of alerts have none as a value", call.span)
  return resultOf(signature)
}

function queryOf({ value: { text }, span: { start, end } }: Argument): TemplateQuery {
  if (!text) return { kind: "unknown", start, end }
  const { holes, ...rest } = text
  return holes.length === 0 ? { kind: "literal", ...rest, start, end } : { kind: "format", ...text, start, end }
}

function checkPattern(argument: Argument | undefined, sink: Sink): RE2JS | undefined {
  const pattern = argument && constantText(argument.value)
  if (pattern === undefined || pattern.length > MOST_PATTERN) return undefined
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    sink.fault("regex", `not a regular expression: ${message}`, argument?.span ?? { start: 0, end: 0 })
    return undefined
  }
}

function checkDuration(argument: Argument | undefined, sink: Sink): void {
  const text = argument && constantText(argument.value)
  if (text === undefined || DURATION.test(text)) return
  sink.fault("duration", `not a duration: ${JSON.stringify(text)}`, argument?.span ?? { start: 0, end: 0 })
}

function printf({ args: [known, ...args] }: Call, sink: Sink): Value {
  const formatted = known?.value.text && format(known.value.text, args, known.span)
  const shown = args.flatMap(({ value }, i) => {
    const verb = formatted?.verbs[i]
    return withStep(value.shown ?? [], { name: "printf", ...(verb !== undefined && { verb }) })
  })
  for (const fault of formatted?.faults ?? []) sink.fault(fault.id, fault.message, fault)
  const text = formatted?.text
  return { type: "string", shown: allShown([{ type: "string", shown }]), ...(text && { text }) }
}

/** Go compares values of one kind only, and never a whole number with one that has a fraction. */
function compared({ name, args }: Call, sink: Sink): Value {
  const [left, right] = args
  if (!left || !right || left.value.type === "nil" || right.value.type === "nil") return { type: "bool" }
  const equality = name === "eq" || name === "ne"
  const compares = (type: Type) => KINDS[type] !== undefined && (equality || type !== "bool")
  const wrong = [left, right].find(
    ({ value: { type } }) => UNCOMPARABLE.has(type) || (!equality && KINDS[type] && !compares(type)),
  )
  const [leftKind, rightKind] = [KINDS[left.value.type], KINDS[right.value.type]]
  if (wrong) sink.fault("comparison", `${name} cannot compare ${typeName(wrong.value.type)}`, wrong.span)
  else if (leftKind && rightKind && leftKind !== rightKind) {
    const numbers = leftKind !== "string" && rightKind !== "string" && leftKind !== "bool" && rightKind !== "bool"
    const hint = numbers ? ": write 5.0, not 5" : ""
    const message = `${name} cannot compare ${typeName(left.value.type)} with ${typeName(right.value.type)}${hint}`
    sink.fault("comparison", message, right.span)
  }
  return { type: "bool", ...(args.length === 2 && equality && presence(name, left.value, right.value)) }
}

const KINDS: Partial<Record<Type, string>> = {
  string: "string",
  html: "string",
  float: "float",
  int: "int",
  bool: "bool",
}
const UNCOMPARABLE = new Set<Type>(["labels", "samples", "args"]) // but with nil, in newer versions

/** Which labels are not empty once they are equal to a text that is not, or unequal to the empty one. */
function presence(name: string, left: Value, right: Value): Pick<Value, "ifTrue" | "ifFalse"> {
  const text = constantText(left) ?? constantText(right)
  if (text === undefined) return {}
  const labels = union([left.ifTrue, right.ifTrue])
  const whenTrue = (name === "eq") === (text !== "")
  return whenTrue ? { ifTrue: labels } : { ifFalse: labels }
}

/** `len` and `slice` are for texts and lists. */
function checkMeasured(name: string, argument: Argument | undefined, sink: Sink): void {
  const type = argument?.value.type
  if (argument && (type === "float" || type === "int" || type === "bool" || type === "data" || type === "sample"))
    sink.fault("argument-type", `${name} cannot take ${typeName(type)}`, argument.span)
}

/** `index` of anything but a named label, which the caller sees to. */
function indexed([container, ...keys]: readonly Argument[], sink: Sink): Value {
  const [key, ...rest] = keys
  if (!container || !key) return container?.value ?? UNKNOWN
  const { type } = container.value
  if (["float", "int", "bool", "data", "sample"].includes(type)) {
    sink.fault("index", `index cannot look into ${typeName(type)}`, container.span)
    return UNKNOWN
  }
  const wanted = { labels: "string", args: "string", samples: "int", string: "int" }[type as string]
  const given = key.value.type
  if (wanted !== undefined && given !== wanted && KINDS[given] !== undefined && given !== "html") {
    sink.fault(
      "index",
      `index of ${typeName(type)} takes ${typeName(wanted as Type)}, not ${typeName(given)}`,
      key.span,
    )
    return UNKNOWN
  }
  const found: Value = type === "labels" ? { type: "string" } : type === "samples" ? { type: "sample" } : UNKNOWN
  return rest.length === 0 ? found : indexed([{ value: found, span: container.span }, ...rest], sink)
}
