import { Markdown } from "@/app/components/markdown"
import { Section } from "@/app/components/section"
import type { Alert, Entry } from "@/lib/catalog/entry"

/** What to do when the alert fires. */
export function RunbookSection({ entry, alert }: { entry: Entry; alert: Alert }) {
  const runbook = entry.runbooks.get(alert.alert)
  if (!runbook) return null
  return (
    <Section id="runbook" title="Runbook" lead={`${runbook.title}.`}>
      <Markdown prefix="runbook">{runbook.body}</Markdown>
    </Section>
  )
}
