import { Promql } from "@/app/components/promql"
import { Section } from "@/app/components/section"
import type { Alert } from "@/lib/catalog/entry"

/** The expression, and what it means in words. */
export function Expression({ alert }: { alert: Alert }) {
  return (
    <Section id="expression" title="Expression">
      <Promql>{alert.expr}</Promql>
    </Section>
  )
}
