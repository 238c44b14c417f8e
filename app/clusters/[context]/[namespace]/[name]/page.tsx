import type { Metadata } from "next"
import { upgradeOf } from "@/app/api/clusters/change-plan"
import { day } from "@/app/components/format"
import { Breadcrumbs } from "@/app/components/page-head"
import { cluster } from "@/app/server"
import { driftOf } from "@/lib/cluster/drift"
import { installStatus } from "@/lib/cluster/status"
import { installedRequest } from "@/lib/cluster/upgrade"
import { pathWords } from "../../../path-words"
import { attempt, Trouble } from "../../../trouble"
import { Drift } from "./drift"
import { History } from "./history"
import { Members } from "./members"
import styles from "./page.module.css"
import { UninstallButton } from "./uninstall-button"
import { Upgrade } from "./upgrade"

export const metadata: Metadata = { title: "Status" }

export default async function StatusPage({ params }: PageProps<"/clusters/[context]/[namespace]/[name]">) {
  const { context, namespace, name } = pathWords(await params)
  const install = { namespace, name }
  const [found, drift, upgrade] = await Promise.all([
    attempt(async () => installStatus(await cluster(context), install)),
    attempt(async () => driftOf(await cluster(context), install)),
    attempt(async () => upgradeOf(install, await installedRequest(await cluster(context), install))),
  ])
  const status = found.value
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Clusters", href: "/clusters" },
          { title: context, href: `/clusters/${encodeURIComponent(context)}` },
        ]}
      />
      <div className={styles.head}>
        <h1>{name}</h1>
        {status && (
          <p className={status.healthy ? styles.healthy : styles.sick} data-health={status.healthy}>
            {status.healthy ? "Healthy" : "Not healthy"}
          </p>
        )}
      </div>
      {found.error && <Trouble error={found.error} />}
      {status && (
        <>
          <p className={styles.facts}>
            In namespace <strong>{namespace}</strong>
            {status.revision !== undefined && `, revision ${status.revision}`}
            {status.appliedAt && `, applied ${day(status.appliedAt)}`}
          </p>
          {status.note && <p className={styles.note}>{status.note}</p>}
          <Members members={status.members} />
          {upgrade.value && <Upgrade status={status} upgrade={upgrade.value} />}
          {upgrade.error && <Trouble error={upgrade.error} />}
          {drift.value && <Drift report={drift.value} />}
          {drift.error && <Trouble error={drift.error} />}
          <History status={status} />
          <div className={styles.end}>
            <UninstallButton context={context} namespace={namespace} name={name} />
          </div>
        </>
      )}
    </>
  )
}
