import type { Metadata } from "next"
import Link from "next/link"
import { runSubject } from "@/app/api/clusters/runs"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { Progress } from "./progress"

export const metadata: Metadata = { title: "Run" }

export default async function RunPage({ params }: PageProps<"/clusters/runs/[run]">) {
  const { run } = await params
  const subject = runSubject(run)
  const crumbs = [{ title: "Clusters", href: "/clusters" }]
  if (!subject)
    return (
      <>
        <Breadcrumbs path={crumbs} />
        <PageHead title="This run is no longer known">
          <p>
            The hub was started again since. What it did is in the cluster:{" "}
            <Link href="/clusters">see its installs</Link>.
          </p>
        </PageHead>
      </>
    )
  const { kind, context, namespace, name } = subject
  const cluster = `/clusters/${encodeURIComponent(context)}`
  return (
    <>
      <Breadcrumbs path={[...crumbs, { title: context, href: cluster }]} />
      <PageHead title={`${kind === "apply" ? "Installing" : "Uninstalling"} ${name}`}>
        <p>
          In namespace {namespace} of {context}. It goes on when you close this page.
        </p>
      </PageHead>
      <Progress run={run} next={kind === "apply" ? `${cluster}/${namespace}/${name}` : cluster} />
    </>
  )
}
