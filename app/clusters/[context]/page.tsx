import type { Metadata } from "next"
import Link from "next/link"
import { day } from "@/app/components/format"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import { cluster } from "@/app/server"
import type { ParentSummary } from "@/lib/cluster/parent"
import { installs } from "@/lib/cluster/status"
import { pathWords } from "../path-words"
import { attempt, Trouble } from "../trouble"

export const metadata: Metadata = { title: "Installs" }

export default async function ClusterPage({ params }: PageProps<"/clusters/[context]">) {
  const { context } = pathWords(await params)
  const found = await attempt(async () => installs(await cluster(context)))
  return (
    <>
      <Breadcrumbs path={[{ title: "Clusters", href: "/clusters" }]} />
      <PageHead title={context}>
        <p>What was installed by ExporterHub, from here or from a terminal.</p>
      </PageHead>
      {found.error && <Trouble error={found.error} />}
      {found.value?.length === 0 && (
        <p>
          Nothing yet. <Link href="/entries">Choose an exporter</Link> to install.
        </p>
      )}
      {found.value && found.value.length > 0 && <InstallTable context={context} rows={found.value} />}
    </>
  )
}

function InstallTable({ context, rows }: { context: string; rows: readonly ParentSummary[] }) {
  return (
    <TableScroll>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>Install</th>
            <th>Namespace</th>
            <th>Exporters</th>
            <th>Applied</th>
            <th className={tables.number}>Revision</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, namespace, entries, appliedAt, revision, pending }) => (
            <tr key={`${namespace}/${name}`}>
              <th scope="row">
                <Link href={`/clusters/${encodeURIComponent(context)}/${namespace}/${name}`} prefetch={false}>
                  {name}
                </Link>
              </th>
              <td>{namespace}</td>
              <td>{entries.join(", ")}</td>
              <td className={tables.nowrap}>{appliedAt ? day(appliedAt) : "never completely"}</td>
              <td className={tables.number}>
                {revision ?? "none"}
                {pending !== undefined && `, ${pending} pending`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
