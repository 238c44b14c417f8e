import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { plural } from "@/app/components/format"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { Section } from "@/app/components/section"
import { catalog } from "@/app/server"
import { captureStates } from "@/lib/catalog/capture-diff"
import { CaptureTable } from "../capture-table"
import sections from "../page.module.css"
import { VersionTable } from "../version-table"
import { CompareForm } from "./compare-form"

export async function generateMetadata({ params }: PageProps<"/entries/[id]/versions">): Promise<Metadata> {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) return {}
  const versions = entry.versions.map(({ version }) => version).join(", ")
  return { title: `Versions of ${entry.title}`, description: `What was recorded of ${entry.title} ${versions}` }
}

export default async function VersionsPage({ params }: PageProps<"/entries/[id]/versions">) {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) notFound()
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
        ]}
      />
      <PageHead title={`Versions of ${entry.title}`}>
        <p>
          Each was run and recorded. Rules and dashboards are proven against the newest; a comparison says which of them
          an older one cannot serve.
        </p>
      </PageHead>
      <VersionTable entry={entry} />
      <CompareForm entry={entry} />
      <div className={sections.sections}>
        {entry.versions.map((version) => (
          <Section
            key={version.version}
            id={`version-${version.version}`}
            title={version.version}
            lead={
              <>
                {plural(version.captures.length, "recording")}
                {version.image ? (
                  <>
                    ; image <code>{version.image}</code>
                  </>
                ) : null}
              </>
            }
          >
            <CaptureTable states={captureStates(version)} />
          </Section>
        ))}
      </div>
    </>
  )
}
