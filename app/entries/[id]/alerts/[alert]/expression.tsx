import { Promql } from "@/app/components/promql"
import { Section } from "@/app/components/section"
import type { Alert } from "@/lib/catalog/entry"
import { type Explanation, explain } from "@/lib/promql/explain"
import { parse } from "@/lib/promql/parse"
import styles from "./expression.module.css"

/** The expression, and what it means in words. */
export function Expression({ alert }: { alert: Alert }) {
  const parsed = parse(alert.expr)
  return (
    <Section id="expression" title="Expression">
      <Promql>{alert.expr}</Promql>
      {parsed.ok && (
        <div className={styles.words}>
          <h3>In words</h3>
          <Words explanation={explain(parsed.expr)} />
        </div>
      )}
    </Section>
  )
}

/** An explanation with those of its parts below it. */
function Words({ explanation }: { explanation: Explanation }) {
  const { text, children } = explanation
  return (
    <>
      <p>{capitalised(text)}</p>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <li key={child.span.start}>
              <Words explanation={child} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** A sentence starts with a capital, a metric's name does not change for it. */
function capitalised(text: string): string {
  return /^[a-z]+(?=[ ,])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
