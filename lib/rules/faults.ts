import type { Problem, Severity } from "@/lib/problem"
import { unaliased, type YamlNode } from "@/lib/yaml/nodes"
import { scalarOffset } from "@/lib/yaml/scalar-offset"
import type { RuleDocument } from "./document"

/** The checks that reading a rule file makes. */
export type RuleFileCheck = "yaml-syntax" | "rule-format" | "promql-syntax" | "template-syntax" | "duplicate-rule"

interface Detail {
  hint?: string | undefined
  severity?: Severity
  /** Characters of the scalar's value that are meant. */
  span?: { start: number; end: number }
}

/** Collects the faults of one document, in the order of their places. */
export class Faults {
  readonly problems: Problem[] = []

  constructor(private readonly document: RuleDocument) {}

  /** Notes a fault at a node, or at characters of the text that it stands for. */
  add(check: RuleFileCheck, node: YamlNode, message: string, { hint, severity = "error", span }: Detail = {}): void {
    const { source, file } = this.document
    const scalar = unaliased(node)
    const inside = span !== undefined && scalar.kind === "scalar" && scalar.start < scalar.end
    const start = inside ? scalarOffset(source.text, scalar, span.start) : node.start
    const end = inside ? lastOffset(source.text, scalar, span) : node.kind === "scalar" ? node.end : start
    const behind = end > start ? source.at(end) : undefined
    this.problems.push({
      check,
      severity,
      file,
      ...source.at(start),
      ...(behind && { endLine: behind.line, endColumn: behind.column }),
      message,
      ...(hint !== undefined && { hint }),
    })
  }
}

type Scalar = Parameters<typeof scalarOffset>[1]

/** Offset behind the last character that is meant. */
function lastOffset(text: string, scalar: Scalar, { start, end }: { start: number; end: number }): number {
  return end > start ? scalarOffset(text, scalar, end - 1) + 1 : scalarOffset(text, scalar, start)
}
