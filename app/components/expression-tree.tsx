import Link from "next/link"
import { withoutVariables } from "@/lib/checks/variables"
import { type Explanation, explain } from "@/lib/promql/explain"
import { parse } from "@/lib/promql/parse"
import { selectors } from "@/lib/promql/selectors"
import { tokens } from "@/lib/promql/tokens"
import styles from "./expression-tree.module.css"
import type { MetricLink } from "./metric-link"
import promql from "./promql.module.css"

/** An explanation with its number in the order of reading; the style sheet marks pieces by that number. */
interface Numbered extends Omit<Explanation, "children"> {
  number: number
  children: readonly Numbered[]
}

/** Parts further down are closed at first. */
const OPEN_DEPTH = 3

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g

interface ExpressionTreeProps {
  children: string
  /** What the metrics in it stand for. */
  link: (metric: string) => MetricLink
  /** How deep it is open at first; 0 for a sentence that opens to its parts. */
  open?: number
}

/** An expression, and below it what it means: part by part, each marked in the text above while it is pointed at. */
export function ExpressionTree({ children, link, open = OPEN_DEPTH }: ExpressionTreeProps) {
  const text = children.trimEnd()
  const parsed = parse(parsable(text))
  if (!parsed.ok) return <Text>{text}</Text>
  const root = numbered(explain(parsed.expr), { next: 0 })
  const metrics = selectors(parsed.expr).flatMap(({ metric, start, end }) => (metric ? [{ metric, start, end }] : []))
  return (
    <div className={styles.box}>
      <Text nodes={flat(root)}>{text}</Text>
      <p className={styles.heading}>In words</p>
      <Part node={root} depth={0} text={text} metrics={metrics} link={link} open={open} />
    </div>
  )
}

/**
 * A query with the variables of a dashboard replaced where the syntax does not take them; what replaces them is as long, so
 * that all places stay true. Inside of strings they may stay, to be told by their names.
 */
function parsable(text: string): string {
  return [...text.matchAll(STRING)].reduce(
    (made, { 0: string, index }) => made.slice(0, index) + string + made.slice(index + string.length),
    withoutVariables(text),
  )
}

function numbered(node: Explanation, counter: { next: number }): Numbered {
  const number = counter.next++
  return { ...node, number, children: node.children.map((child) => numbered(child, counter)) }
}

function flat(node: Numbered): Numbered[] {
  return [node, ...node.children.flatMap(flat)]
}

/** The expression with the numbers of the parts on each of its pieces. */
function Text({ children, nodes = [] }: { children: string; nodes?: readonly Numbered[] }) {
  let end = 0
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <pre className={promql.block} tabIndex={0}>
      <code className={promql.code}>
        {tokens(children).map(({ text, kind }) => {
          const start = end
          end += text.length
          const around = nodes.filter(({ span }) => span.start <= start && start < span.end)
          return (
            <span
              key={start}
              className={promql[kind]}
              data-in={around.map(({ number }) => number).join(" ") || undefined}
            >
              {text}
            </span>
          )
        })}
      </code>
    </pre>
  )
}

interface PartProps {
  node: Numbered
  depth: number
  text: string
  metrics: readonly { metric: string; start: number; end: number }[]
  link: ExpressionTreeProps["link"]
  open: number
}

function Part({ node, depth, text, metrics, link, open }: PartProps) {
  const { span, children, number } = node
  const inner = metrics.filter(({ start, end }) => span.start <= start && end <= span.end)
  const own = inner.filter(
    ({ start }) => !children.some((child) => child.span.start <= start && start < child.span.end),
  )
  return (
    <details className={styles.part} open={depth < open}>
      <summary className={styles.words} data-node={number}>
        <span>{capitalised(node.text)}</span>
        {depth > 0 && <code className={styles.piece}>{oneLine(text.slice(span.start, span.end))}</code>}
      </summary>
      {(own.length > 0 || children.length > 0) && (
        <ul className={styles.parts}>
          {children.map((child) => (
            <li key={child.number}>
              <Part node={child} depth={depth + 1} text={text} metrics={metrics} link={link} open={open} />
            </li>
          ))}
          {[...new Set(own.map(({ metric }) => metric))].map((metric) => (
            <li key={metric} className={styles.metric}>
              <MetricLine {...link(metric)} />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

/** A metric with its type and what the exporter says of it. */
export function MetricLine({ name, href, kind, help }: MetricLink) {
  return (
    <>
      {href === undefined ? (
        <code>{name}</code>
      ) : (
        <Link href={href as never} prefetch={false}>
          <code>{name}</code>
        </Link>
      )}{" "}
      <span className={styles.kind}>
        {kind}
        {help && `: ${help}`}
      </span>
    </>
  )
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ")
}

/** A sentence starts with a capital, a metric's name does not change for it. */
export function capitalised(text: string): string {
  return /^[a-z]+(?=[ ,])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
