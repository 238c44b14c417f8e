import { type Expr, eachChild, type Span, type VectorSelector } from "./ast"
import { lex, type Token } from "./lexer"
import { printNumber } from "./print"
import { DEFAULT_PROFILE } from "./profile"
import { missingMatchers, type NewMatcher } from "./rewrite"
import { quoteString } from "./strings"
import type { Comparison } from "./threshold"

/** Another text in place of one span; an empty span inserts. */
export interface Edit extends Span {
  text: string
}

const WORD = /[\w.:]/

/** The text with all edits made. Spans must not overlap; everything outside of them stays as its author wrote it. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => b.start - a.start)
  return ordered.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
}

/** The edit that does to the text what replaceThreshold does to the tree; none where the number stays the same. */
export function thresholdEdits(text: string, { node, side, threshold }: Comparison, to: number): readonly Edit[] {
  if (!side || threshold === to) return []
  const { start, end } = node[side]
  // Parentheses may have been what kept the number apart from a word: `== bool(5)and b`.
  const before = WORD.test(text.charAt(start - 1)) ? " " : ""
  const after = WORD.test(text.charAt(end)) ? " " : ""
  return [{ start, end, text: before + printNumber(to) + after }]
}

/** The edits that do to the text what withMatchers does to the tree; `where` answers the matchers for one selector. */
export function matcherEdits(
  text: string,
  expr: Expr,
  where: (selector: VectorSelector) => readonly NewMatcher[],
): readonly Edit[] {
  const tokens = lex(text, DEFAULT_PROFILE).filter(({ type }) => type !== "trivia")
  return vectorSelectors(expr).flatMap((selector) => {
    const added = missingMatchers(selector, where(selector))
    return added.length > 0 ? [insertion(tokens, selector, added.map(printMatcher).join(", "))] : []
  })
}

/** Every instant selector of the tree in source order, those inside of range selectors too. */
export function vectorSelectors(expr: Expr): readonly VectorSelector[] {
  const found: VectorSelector[] = []
  collect(expr, found)
  return found
}

function collect(expr: Expr, found: VectorSelector[]): void {
  if (expr.kind === "vector") found.push(expr)
  eachChild(expr, collect, found)
}

/** A matcher as PromQL spells it; the label's name is a plain one. */
export function printMatcher({ label, op, value }: NewMatcher): string {
  return `${label}${op}${quoteString(value)}`
}

/** Behind the last condition in the braces, or in braces of its own. */
function insertion(tokens: readonly Token[], { metric, matchers, start }: VectorSelector, text: string): Edit {
  const bare = metric && !metric.quoted ? metric : undefined
  const from = bare?.end ?? start
  const open = tokens.find((token) => token.start >= from)
  if (open?.id !== "{") return { start: from, end: from, text: `{${text}}` }
  const last = Math.max(...matchers.map(({ end }) => end), metric?.quoted ? metric.end : 0)
  return last > 0 ? { start: last, end: last, text: `, ${text}` } : { start: open.end, end: open.end, text }
}
