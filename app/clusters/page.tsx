import type { Metadata } from "next"
import Link from "next/link"
import { PageHead } from "@/app/components/page-head"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import { clusterContexts } from "@/app/server"
import { attempt, Trouble } from "./trouble"

export const metadata: Metadata = {
  title: "Clusters",
  description: "The clusters of your kubeconfig and what ExporterHub has installed in them.",
}

export default async function ClustersPage() {
  const contexts = await attempt(clusterContexts)
  return (
    <>
      <PageHead title="Clusters">
        <p>The contexts of your kubeconfig. The hub uses them as kubectl does, and keeps nothing of them.</p>
      </PageHead>
      {contexts.error && <Trouble error={contexts.error} />}
      {contexts.value?.length === 0 && (
        <p>
          There is no kubeconfig. Set <code>KUBECONFIG</code>, or put one at <code>~/.kube/config</code>, and reload.
        </p>
      )}
      {contexts.value && contexts.value.length > 0 && (
        <TableScroll>
          <table className={tables.table}>
            <thead>
              <tr>
                <th>Context</th>
                <th>Server</th>
                <th>Namespace</th>
              </tr>
            </thead>
            <tbody>
              {contexts.value.map(({ name, server, namespace, current }) => (
                <tr key={name}>
                  <th scope="row">
                    <Link href={`/clusters/${encodeURIComponent(name)}`} prefetch={false}>
                      {name}
                    </Link>
                    {current && " (current)"}
                  </th>
                  <td>
                    <code>{server}</code>
                  </td>
                  <td>{namespace}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  )
}
