import type { Aggregate, Binary, Call, Expr } from "./ast"
import { precedence } from "./keywords"
import { print, printHead, printModifiers, printOperator } from "./print"

/** How an expression is laid out. */
export interface Layout {
  /** Characters that a line may have. */
  width: number
  /** Whether its author broke it over lines: then it stays broken at its loosest operator, even where one line would do. */
  broken?: boolean
}

/**
 * The expression in lines of at most `width` characters, as far as names and strings let it: broken before operators, and
 * inside of parentheses that do not fit. Its tree is that of the one-line form.
 */
export function pretty(expr: Expr, { width, broken = false }: Layout): readonly string[] {
  const force = broken && expr.kind === "binary" && expr.right.kind !== "number"
  return layOut(expr, width, force)
}

function layOut(expr: Expr, width: number, force = false): readonly string[] {
  const flat = print(expr)
  if (!force && flat.length <= width) return [flat]
  switch (expr.kind) {
    case "binary":
      return layOutChain(expr, width)
    case "paren":
      return wrapped("(", [expr.expr], ")", width)
    case "call":
      return layOutCall(expr, width)
    case "aggregate":
      return layOutAggregate(expr, width)
    case "subquery": {
      const tail = `[${expr.range.text}:${expr.step?.text ?? ""}]${printModifiers(expr)}`
      return suffixed(layOut(expr.expr, width - tail.length), tail)
    }
    case "unary":
      return prefixed(expr.op, layOut(expr.expr, width - 1))
    default:
      return [flat]
  }
}

/**
 * `a and b or c`: operands of one precedence stand below each other. A chain inside of a chain sets its operators in by
 * two, so that `> 0.9` below it is not read as a link of the outer one. `^`, which groups to the right, is not taken apart.
 */
function layOutChain(expr: Binary, width: number, inset = ""): readonly string[] {
  const strength = precedence(expr.op)
  const links: { operator: string; right: Expr }[] = []
  let first: Expr = expr
  while (first.kind === "binary" && precedence(first.op) === strength && (first === expr || first.op !== "^")) {
    links.unshift({ operator: `${inset}${printOperator(first)} `, right: first.right })
    first = first.left
  }
  return [
    ...layOutOperand(first, width, inset),
    ...links.flatMap(({ operator, right }) => {
      const [head = "", ...rest] = layOutOperand(right, width - operator.length, inset)
      return [operator + head, ...rest.map((line) => (right.kind === "binary" ? line : inset + line))]
    }),
  ]
}

function layOutOperand(expr: Expr, width: number, inset: string): readonly string[] {
  if (expr.kind !== "binary" || print(expr).length <= width) return layOut(expr, width)
  return layOutChain(expr, width, `${inset}  `)
}

function layOutCall({ func, args }: Call, width: number): readonly string[] {
  return args.length === 0 ? [`${func}()`] : wrapped(`${func}(`, args, ")", width)
}

function layOutAggregate(expr: Aggregate, width: number): readonly string[] {
  return wrapped(`${printHead(expr)}(`, expr.param ? [expr.param, expr.expr] : [expr.expr], ")", width)
}

function wrapped(open: string, args: readonly Expr[], close: string, width: number): readonly string[] {
  const inner = args.flatMap((arg, i) => {
    const lines = layOut(arg, width - 3)
    return i === args.length - 1 ? lines : suffixed(lines, ",")
  })
  return [open, ...inner.map((line) => `  ${line}`), close]
}

function prefixed(prefix: string, [first = "", ...rest]: readonly string[]): readonly string[] {
  return [prefix + first, ...rest]
}

function suffixed(lines: readonly string[], suffix: string): readonly string[] {
  return [...lines.slice(0, -1), (lines.at(-1) ?? "") + suffix]
}
