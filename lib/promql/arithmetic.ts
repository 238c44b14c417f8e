import type { ArithmeticOp, BinaryOp, ComparisonOp } from "./ast"

/** What an operator makes of two numbers, as Prometheus computes it; undefined for operators that compute none. */
export function arithmetic(op: BinaryOp, left: number, right: number): number | undefined {
  switch (op as ArithmeticOp) {
    case "+":
      return left + right
    case "-":
      return left - right
    case "*":
      return left * right
    case "/":
      return left / right
    case "%":
      return left % right
    case "^":
      return left ** right
    default:
      return undefined
  }
}

/** Whether a comparison of two numbers holds. */
export function compares(op: ComparisonOp, left: number, right: number): boolean {
  switch (op) {
    case "==":
      return left === right
    case "!=":
      return left !== right
    case ">":
      return left > right
    case "<":
      return left < right
    case ">=":
      return left >= right
    case "<=":
      return left <= right
  }
}
