import type { ReactNode } from "react"
import type { PlanReport } from "@/lib/cluster/plan"
import type { PlanAction, PlanItem } from "@/lib/cluster/plan-item"
import type { PreflightOptions } from "@/lib/cluster/preflight/item"
import { PlanObstacles } from "./plan-obstacles"
import { PlanPreflight } from "./plan-preflight"
import styles from "./plan-view.module.css"

const WORDS: Record<PlanAction, string> = {
  create: "create",
  update: "update",
  unchanged: "keep",
  prune: "remove",
  deferred: "create, once it can be",
  conflict: "conflict",
  blocked: "blocked",
}

interface PlanViewProps {
  plan: PlanReport
  busy: boolean
  /** Plans again with one of the fixes. */
  onChoose(choice: PreflightOptions): void
  children: ReactNode
}

/** What applying would do, object by object. */
export function PlanView({ plan, busy, onChoose, children }: PlanViewProps) {
  const counts = new Map<PlanAction, number>()
  for (const { action } of plan.items) counts.set(action, (counts.get(action) ?? 0) + 1)
  return (
    <section className={styles.plan} aria-label="Plan">
      <p className={styles.summary} role="status">
        {plan.clean
          ? plan.changes
            ? `${plan.preflight.level === "error" ? "It can be applied, but the pre-flight found a problem" : "Ready"}: ${[...counts].map(([action, size]) => `${size} to ${WORDS[action]}`).join(", ")}.`
            : "Everything is as planned already. There is nothing to do."
          : "This cannot be applied as it is."}
        {plan.createsNamespace && ` The namespace ${plan.namespace} will be created.`}
      </p>
      <PlanObstacles plan={plan} />
      <PlanPreflight report={plan.preflight} busy={busy} onChoose={onChoose} />
      <ul className={styles.items}>
        {plan.items.map((item) => (
          <PlanRow key={`${item.ref.apiVersion}/${item.ref.kind}/${item.ref.namespace}/${item.ref.name}`} item={item} />
        ))}
      </ul>
      {children}
    </section>
  )
}

function PlanRow({ item }: { item: PlanItem }) {
  const { ref, action, reason, hint, diff, conflicts, warnings } = item
  return (
    <li className={styles.item}>
      <span className={styles[action]}>{WORDS[action]}</span>
      <div className={styles.what}>
        <p>
          {ref.kind} <strong>{ref.name}</strong>
          {ref.namespace && <span className={styles.where}> in {ref.namespace}</span>}
        </p>
        {reason && <p className={styles.reason}>{reason}</p>}
        {hint && <p className={styles.reason}>{hint}</p>}
        {conflicts.map(({ field, manager }) => (
          <p key={field} className={styles.reason}>
            <code>{field}</code> belongs to <strong>{manager}</strong>
          </p>
        ))}
        {warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            {warning}
          </p>
        ))}
        {diff.length > 0 && (
          <ul className={styles.diff}>
            {diff.map(({ path, before, after }) => (
              <li key={path}>
                <code className={styles.path}>{path}</code>
                {before !== undefined && <del>{valueText(before)}</del>}
                {after !== undefined && <ins>{valueText(after)}</ins>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 1)
}
