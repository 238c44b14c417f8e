import { ExpressionTree } from "@/app/components/expression-tree"
import { metricLink } from "@/app/components/metric-link"
import { Section } from "@/app/components/section"
import type { Alert, Entry } from "@/lib/catalog/entry"

/** The expression, and what it means in words. */
export function Expression({ entry, alert }: { entry: Entry; alert: Alert }) {
  return (
    <Section id="expression" title="Expression">
      <ExpressionTree link={(name) => metricLink(entry, name)}>{alert.expr}</ExpressionTree>
    </Section>
  )
}
