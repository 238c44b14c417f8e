import type { PlanReport } from "@/lib/cluster/plan"
import styles from "./plan-view.module.css"

/** What forbids the install as a whole and is nothing that a pre-flight looks at, with what to do about it. */
export function PlanObstacles({ plan: { blockers } }: { plan: PlanReport }) {
  if (blockers.length === 0) return null
  return (
    <ul className={styles.obstacles}>
      {blockers.map(({ message, hint }) => (
        <li key={message}>
          <strong>{message}</strong>
          <p>{hint}</p>
        </li>
      ))}
    </ul>
  )
}
