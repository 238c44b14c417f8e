import type { Aggregate, Binary, Call, Expr, Span, ValueType, VectorSelector } from "./ast"
import { unwrap } from "./ast"
import { SyntaxFault } from "./cursor"
import { functionSignature, type Signature } from "./functions"
import { aggregator, isComparison, isSetOperator } from "./keywords"
import type { Profile } from "./profile"
import { regexMatches } from "./regex"

const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  scalar: "scalar",
  vector: "instant vector",
  matrix: "range vector",
  string: "string",
}
const FLAG = "--enable-feature=promql-experimental-functions"

/** The type of a well-formed expression; throws a SyntaxFault at the first place that does not fit, inside out. */
export function checkTypes(expr: Expr, profile: Profile): ValueType {
  switch (expr.kind) {
    case "number":
      return "scalar"
    case "string":
      return "string"
    case "vector":
      return checkSelector(expr)
    case "matrix":
      checkSelector(expr.selector)
      return "matrix"
    case "paren":
      return checkTypes(expr.expr, profile)
    case "call":
      return checkCall(expr, profile)
    case "aggregate":
      return checkAggregate(expr, profile)
    case "binary":
      return checkBinary(expr, checkTypes(expr.left, profile), checkTypes(expr.right, profile))
    case "subquery": {
      const type = checkTypes(expr.expr, profile)
      if (type === "vector") return "matrix"
      return fail(`subquery is only allowed on instant vector, got ${TYPE_NAMES[type]}`, expr.expr)
    }
    case "unary": {
      const type = checkTypes(expr.expr, profile)
      if (type === "scalar" || type === "vector") return type
      const message = "unary expression only allowed on expressions of type scalar or instant vector"
      return fail(`${message}, got "${TYPE_NAMES[type]}"`, expr)
    }
  }
}

function checkSelector(selector: VectorSelector): "vector" {
  const { metric, matchers } = selector
  const again = metric && !metric.quoted && matchers.find(({ label }) => label.name === "__name__")
  if (again) fail(`metric name must not be set twice: "${metric.name}" or "${again.value.text}"`, again)
  const selects =
    (metric && metric.name !== "") || matchers.some((matcher) => !matchesEmpty(matcher.op, matcher.value.text))
  return selects ? "vector" : fail("vector selector must contain at least one non-empty matcher", selector)
}

function matchesEmpty(op: string, text: string): boolean {
  if (op === "=" || op === "!=") return (text === "") === (op === "=")
  return regexMatches(text, "") === (op === "=~")
}

function checkCall(call: Call, profile: Profile): ValueType {
  const { func, args } = call
  const signature = functionSignature(func, profile)
  if (!signature) return fail(`unknown function with name "${func}"`, nameSpan(call))
  if (signature.experimental) fail(`${func}() is experimental and must be enabled with ${FLAG}`, nameSpan(call))
  checkCount(call, signature)
  const { args: types } = signature
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as Expr
    const wanted = types[Math.min(i, types.length - 1)] ?? "vector"
    const got = checkTypes(arg, profile)
    if (got !== wanted) wrongType(arg, got, wanted, `call to function "${func}"`)
  }
  return signature.returns
}

function nameSpan({ start, func }: Call): Span {
  return { start, end: start + func.length }
}

function checkCount(call: Call, { args: types, optional }: Signature): void {
  const got = call.args.length
  const least = types.length - (optional === "many" ? 1 : optional)
  if (got >= least && (optional === "many" || got <= types.length)) return
  const expected = optional === 0 ? `${least}` : got < least ? `at least ${least}` : `at most ${types.length}`
  fail(`expected ${expected} argument(s) in call to "${call.func}", got ${got}`, call)
}

function checkAggregate({ op, param, expr, start }: Aggregate, profile: Profile): "vector" {
  const operator = aggregator(op, profile)
  if (operator?.experimental)
    fail(`${op}() is experimental and must be enabled with ${FLAG}`, { start, end: start + op.length })
  const got = checkTypes(expr, profile)
  if (got !== "vector") wrongType(expr, got, "vector", "aggregation expression")
  if (!param || !operator?.param) return "vector"
  const gotParam = checkTypes(param, profile)
  if (gotParam !== operator.param) wrongType(param, gotParam, operator.param, "aggregation parameter")
  return "vector"
}

function checkBinary(binary: Binary, left: ValueType, right: ValueType): ValueType {
  const { op, opSpan, bool, matching } = binary
  const scalars = left === "scalar" && right === "scalar"
  const vectors = left === "vector" && right === "vector"
  if (bool && !isComparison(op)) fail("bool modifier can only be used on comparison operators", opSpan)
  if (!bool && isComparison(op) && scalars) fail("comparisons between scalars must use BOOL modifier", opSpan)
  const both = matching?.kind === "on" && matching.labels.find(({ name }) => includes(binary, name))
  if (both) fail(`label "${both.name}" must not occur in ON and GROUP clause at once`, both)
  if (left !== "scalar" && left !== "vector") fail(OPERANDS, binary.left)
  if (right !== "scalar" && right !== "vector") fail(OPERANDS, binary.right)
  if (!vectors && matching && matching.labels.length > 0)
    fail("vector matching only allowed between instant vectors", matching)
  if (vectors && isSetOperator(op) && matching?.group) fail(`no grouping allowed for "${op}" operation`, matching.group)
  if (!vectors && isSetOperator(op)) fail(`set operator "${op}" not allowed in binary scalar expression`, opSpan)
  return scalars ? "scalar" : "vector"
}

const OPERANDS = "binary expression must contain only scalar and instant vector types"

const includes = ({ matching }: Binary, label: string) => matching?.group?.include.some(({ name }) => name === label)

function wrongType(expr: Expr, got: ValueType, wanted: ValueType, where: string): never {
  return fail(`expected type ${TYPE_NAMES[wanted]} in ${where}, got ${TYPE_NAMES[got]}`, unwrap(expr))
}

function fail(message: string, span: Span): never {
  throw new SyntaxFault(message, span)
}
