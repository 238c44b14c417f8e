import type { Origin } from "@/lib/catalog/entry"
import type { Position, Side } from "@/lib/catalog/yaml-source"
import type { Problem } from "@/lib/problem"
import type { Finding } from "./check"

/** Finds the place of a value, or of a character of it, in its file. */
export type Locate = (at: Origin, options: { side?: Side; offset?: number }) => Position

/** A finding of a check as a problem with its place in the file. */
export function toProblem(
  { id, severity }: { id: string; severity: Problem["severity"] },
  { at, side, offset, end, message, hint }: Finding,
  locate: Locate,
): Problem {
  const position = locate(at, { ...(side && { side }), ...(offset !== undefined && { offset }) })
  return {
    check: id,
    severity,
    file: at.file,
    ...position,
    ...(offset !== undefined && end !== undefined && end > offset && endOf(locate(at, { offset: end - 1 }))),
    message,
    ...(hint !== undefined && { hint }),
  }
}

function endOf({ line, column }: Position): { endLine: number; endColumn: number } {
  return { endLine: line, endColumn: column + 1 }
}
