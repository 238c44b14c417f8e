import { Markdown } from "@/app/components/markdown"
import { Section } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"

/** What it measures, what it needs and where it gets difficult, in the words of its maintainers. */
export function ReadmeSection({ entry }: { entry: Entry }) {
  // The page already has the title that a README starts with.
  const text = entry.readme.replace(/^# .*\n/, "")
  if (text.trim() === "") return null
  return (
    <Section id="readme" title="README">
      <Markdown prefix="readme">{text}</Markdown>
    </Section>
  )
}
