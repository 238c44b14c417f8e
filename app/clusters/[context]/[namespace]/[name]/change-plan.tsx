import type { PlanReport } from "@/lib/cluster/plan"
import type { PlanItem } from "@/lib/cluster/plan-item"
import styles from "./dialog.module.css"

interface ChangePlanProps {
  plan: PlanReport
  /** Plans again with a decision about an object, "Kind/name". */
  onChoose(choice: "keepTheirs" | "takeOver", object: string): void
}

/** What a change would do; only objects that it touches, with the decisions that it waits for. */
export function ChangePlan({ plan, onChoose }: ChangePlanProps) {
  const touched = plan.items.filter(({ action }) => action !== "unchanged")
  return (
    <>
      <p role="status">
        {plan.clean
          ? plan.changes
            ? `${touched.length} of ${plan.items.length} objects change.`
            : "Everything is as planned already."
          : "This cannot be applied as it is."}
      </p>
      {plan.blockers.map(({ message, hint }) => (
        <p key={message}>
          {message}. {hint}
        </p>
      ))}
      <ul className={styles.items}>
        {touched.map((item) => (
          <Item key={`${item.ref.kind}/${item.ref.namespace}/${item.ref.name}`} item={item} onChoose={onChoose} />
        ))}
      </ul>
    </>
  )
}

function Item({ item, onChoose }: { item: PlanItem; onChoose: ChangePlanProps["onChoose"] }) {
  const { ref, action, reason, diff } = item
  const object = `${ref.kind}/${ref.name}`
  return (
    <li>
      <strong>{action}</strong> {ref.kind} {ref.name}
      {reason && <span className={styles.reason}>: {reason}</span>}
      {diff.length > 0 && (
        <details>
          <summary>{diff.length === 1 ? "1 field" : `${diff.length} fields`}</summary>
          <ul>
            {diff.map(({ path, before, after }) => (
              <li key={path}>
                <code>{path}</code>: <del>{short(before)}</del> <ins>{short(after)}</ins>
              </li>
            ))}
          </ul>
        </details>
      )}
      {action === "conflict" && (
        <span className={styles.choices}>
          <button type="button" className={styles.button} onClick={() => onChoose("keepTheirs", object)}>
            Keep theirs
          </button>
          <button type="button" className={styles.button} onClick={() => onChoose("takeOver", object)}>
            Take over
          </button>
        </span>
      )}
    </li>
  )
}

const WIDTH = 120

function short(value: unknown): string {
  const text = value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value)
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text
}
