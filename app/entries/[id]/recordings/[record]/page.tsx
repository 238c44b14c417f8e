import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ExpressionTree } from "@/app/components/expression-tree"
import { metricLink } from "@/app/components/metric-link"
import { Breadcrumbs } from "@/app/components/page-head"
import { PartTags } from "@/app/components/part-tags"
import { RuleProof } from "@/app/components/rule-proof"
import { Section } from "@/app/components/section"
import { RuleYaml } from "@/app/entries/[id]/rule-yaml"
import { UsesList } from "@/app/entries/[id]/uses-list"
import { catalog } from "@/app/server"
import { recordingPath } from "@/lib/catalog/paths"
import { usesOfAny } from "@/lib/checks/metric-uses"
import { RecordingHead } from "./recording-head"
import { ValueTests } from "./value-tests"

type Params = PageProps<"/entries/[id]/recordings/[record]">["params"]

/** The rules that record one metric; there may be several, each for a part of it. */
async function find(params: Params) {
  const { id, record } = await params
  const entry = (await catalog()).byId.get(id)
  const name = decodeURIComponent(record)
  const [first, ...more] = entry?.recordings.filter((recording) => recording.record === name) ?? []
  return entry && first ? { entry, name, rules: [first, ...more] as const } : undefined
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const found = await find(params)
  if (!found) return {}
  const { entry, name } = found
  return {
    title: `${name}, ${entry.title}`,
    description: `A recording rule of ${entry.title}: its expression in words, what it is made of, and what uses it.`,
  }
}

export default async function RecordingPage({ params }: { params: Params }) {
  const found = await find(params)
  if (!found) notFound()
  const { entry, name, rules } = found
  const uses = usesOfAny((await catalog()).uses(), [name])
  return (
    <>
      <PartTags
        entry={entry}
        path={recordingPath(entry.id, name)}
        title={`${name}, ${entry.title}`}
        description={`A recording rule of ${entry.title}`}
      />
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
          { title: "Recording rules", href: `/entries/${entry.id}#recordings` },
        ]}
      />
      <RecordingHead entry={entry} name={name} rules={rules}>
        {rules.map((rule, i) => (
          <Section
            key={rule.origin.path.join()}
            id={i === 0 ? "expression" : `expression-${i + 1}`}
            title={rules.length === 1 ? "Expression" : `Expression ${i + 1} of ${rules.length}`}
          >
            <ExpressionTree link={(metric) => metricLink(entry, metric)}>{rule.expr}</ExpressionTree>
          </Section>
        ))}
        <Section
          id="uses"
          title="Who uses it"
          lead={uses.length === 0 ? "No rule and no panel asks for it: it is there for your own queries." : undefined}
        >
          <UsesList entry={entry} uses={uses} />
        </Section>
        <Section id="proof" title="Proof">
          {rules.map((rule) => (
            <RuleProof key={rule.origin.path.join()} entry={entry} rule={rule} />
          ))}
          <ValueTests entry={entry} name={name} />
        </Section>
        <RuleYaml rules={rules} />
      </RecordingHead>
    </>
  )
}
