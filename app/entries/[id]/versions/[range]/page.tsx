import type { Metadata } from "next"
import Link from "next/link"
import { notFound } from "next/navigation"
import { plural } from "@/app/components/format"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { catalog } from "@/app/server"
import { versionDiff } from "@/lib/checks/diff-impact"
import sections from "../../page.module.css"
import { CompareForm } from "../compare-form"
import { diffPath, parseRange } from "../diff-path"
import { diffWords } from "../diff-words"
import styles from "./diff.module.css"
import { ChangedMetrics, MetricList } from "./metric-changes"
import { StateTable } from "./state-table"
import { TouchedSection } from "./touched-section"
import { UnknownSection } from "./unknown-section"

async function find(params: PageProps<"/entries/[id]/versions/[range]">["params"]) {
  const { id, range } = await params
  const entry = (await catalog()).byId.get(id)
  const pair = entry && parseRange(range, entry.versions)
  return pair && { entry, from: pair[0], to: pair[1] }
}

export async function generateMetadata({ params }: PageProps<"/entries/[id]/versions/[range]">): Promise<Metadata> {
  const found = await find(params)
  if (!found) return {}
  const { entry, from, to } = found
  return {
    title: `${entry.title} ${from.version} → ${to.version}`,
    description: `What changes in the metrics of ${entry.title} from ${from.version} to ${to.version}, and which alerts and panels that touches`,
  }
}

export default async function DiffPage({ params }: PageProps<"/entries/[id]/versions/[range]">) {
  const found = await find(params)
  if (!found) notFound()
  const { entry, from, to } = found
  const diff = versionDiff(entry, from, to)
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
          { title: "Versions", href: `/entries/${entry.id}/versions` },
        ]}
      />
      <PageHead title={`${entry.title} ${from.version} → ${to.version}`}>
        <p>
          {diffWords(diff)}; {plural(diff.same, "is", "are")} the same.{" "}
          <Link href={diffPath(entry.id, to.version, from.version)} prefetch={false}>
            The other way round
          </Link>
        </p>
        {diff.states.some(({ targets }) => targets) && (
          <p className={styles.caveat}>
            The two versions were recorded while they watched <a href="#states">different software</a>, so some of this
            can be that software's doing.
          </p>
        )}
      </PageHead>
      <CompareForm entry={entry} from={from.version} to={to.version} />
      <div className={sections.sections}>
        <TouchedSection entry={entry} diff={diff} />
        <MetricList id="removed" kind="removed" entry={entry} diff={diff} />
        <MetricList id="added" kind="added" entry={entry} diff={diff} />
        <ChangedMetrics diff={diff} />
        <UnknownSection diff={diff} />
        <StateTable diff={diff} />
      </div>
    </>
  )
}
