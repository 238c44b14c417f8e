import type { DriftReport } from "@/lib/cluster/drift"
import styles from "./drift.module.css"

/** What someone changed since the install was applied. */
export function Drift({ report }: { report: DriftReport }) {
  const items = report.items.filter(({ state }) => state !== "same")
  return (
    <section aria-labelledby="drift">
      <h2 id="drift">Drift</h2>
      {items.length === 0 ? (
        <p>Everything is as it was applied.</p>
      ) : (
        <ul className={styles.list}>
          {items.map(({ ref, state, changes, message }) => (
            <li key={`${ref.kind}/${ref.namespace}/${ref.name}`}>
              <strong>
                {ref.kind} {ref.name}
              </strong>{" "}
              {message ?? state}
              <ul>
                {changes.map(({ path, applied, live, manager, at }) => (
                  <li key={path}>
                    <code>{path}</code>: applied {short(applied)}, now {short(live)}, by{" "}
                    {manager ?? "someone who left no name on it"}
                    {at && ` at ${at}`}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const WIDTH = 120

function short(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value)
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text
}
