import type { PlanReport } from "@/lib/cluster/plan"
import styles from "./plan-view.module.css"

/** What forbids the install as a whole, and what to do about it. */
export function PlanObstacles({ plan }: { plan: PlanReport }) {
  const { blockers, missingKinds, missingRights } = plan
  if (blockers.length + missingKinds.length + missingRights.length === 0) return null
  return (
    <ul className={styles.obstacles}>
      {blockers.map(({ message, hint }) => (
        <li key={message}>
          <strong>{message}</strong>
          <p>{hint}</p>
        </li>
      ))}
      {missingKinds.map(({ apiVersion, kind, hint, objects }) => (
        <li key={`${apiVersion}/${kind}`}>
          <strong>
            The cluster has no {kind} ({apiVersion}), which {objects.join(", ")} needs
          </strong>
          <p>{hint}</p>
        </li>
      ))}
      {missingRights.length > 0 && (
        <li>
          <strong>You lack rights</strong>
          <p>
            {missingRights
              .map(({ verb, group, resource, namespace }) => rightText(verb, group, resource, namespace))
              .join("; ")}
          </p>
          <details>
            <summary>The roles that would grant them</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{JSON.stringify({ apiVersion: "v1", kind: "List", items: plan.roles }, null, 2)}</pre>
          </details>
        </li>
      )}
    </ul>
  )
}

function rightText(verb: string, group: string, resource: string, namespace: string | undefined): string {
  return `${verb} ${group === "" ? resource : `${resource}.${group}`} ${namespace ? `in ${namespace}` : "in the cluster"}`
}
