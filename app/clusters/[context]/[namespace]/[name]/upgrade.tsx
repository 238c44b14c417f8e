import type { Upgrade as Available } from "@/app/api/clusters/change-plan"
import { conflictText } from "@/lib/bundle/tuning/tune-file"
import type { InstallStatus } from "@/lib/cluster/status"
import { ChangeButton } from "./change-button"
import styles from "./drift.module.css"

/** What the catalog has for an install that is not the same any more. */
export function Upgrade({ status, upgrade }: { status: InstallStatus; upgrade: Available }) {
  const { context, namespace, name } = status
  const { versions, tuning } = upgrade.news
  if (upgrade.bundle.digest === status.digest && tuning.conflicts.length === 0)
    return (
      <section aria-labelledby="upgrade">
        <h2 id="upgrade">Upgrade</h2>
        <p>It is what the catalog has.</p>
      </section>
    )
  return (
    <section aria-labelledby="upgrade">
      <h2 id="upgrade">Upgrade available</h2>
      <ul className={styles.list}>
        {versions.map(({ entry, from = "none", to = "none" }) => (
          <li key={entry}>
            {entry} {from === to ? `${to}, with other rules, dashboards or settings` : `${from} → ${to}`}
          </li>
        ))}
        {tuning.kept.map((place) => (
          <li key={place}>Your tuning stays: {place}</li>
        ))}
        {tuning.conflicts.map((conflict) => (
          <li key={conflict.path.join(".")} role="alert">
            Your tuning is in conflict: {conflict.path.join(".")}: {conflictText(conflict)}
          </li>
        ))}
      </ul>
      <ChangeButton
        subject={{ context, namespace, name, change: { kind: "upgrade" } }}
        label="Upgrade"
        title={`Upgrade ${name}`}
      />
    </section>
  )
}
