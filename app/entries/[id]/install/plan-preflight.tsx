import { useId } from "react"
import { Command } from "@/app/components/command"
import type { PreflightFix, PreflightItem, PreflightLevel, PreflightOptions } from "@/lib/cluster/preflight/item"
import type { PreflightReport } from "@/lib/cluster/preflight/report"
import styles from "./plan-preflight.module.css"

const WORDS: Record<PreflightLevel, string> = { ok: "Fine", unknown: "Unknown", warning: "Warning", error: "Problem" }
const SHAPES: Record<PreflightLevel, string> = {
  ok: "m2.5 7.5 3 3L11.5 4",
  unknown: "M4.6 4.9a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.5m0 2.4v.1",
  warning: "M7 1.8 13 12.2H1Zm0 4v3m0 1.6v.1",
  error: "m3 3 8 8m0-8-8 8",
}

interface PlanPreflightProps {
  report: PreflightReport
  busy: boolean
  onChoose(choice: PreflightOptions): void
}

/** What the cluster will do with the bundle: what stands in the way first, with ways out; what is fine can be unfolded. */
export function PlanPreflight({ report: { items, added }, busy, onChoose }: PlanPreflightProps) {
  const title = useId()
  const of = (level: PreflightLevel) => items.filter((item) => item.level === level)
  const open = [...of("error"), ...of("warning"), ...of("unknown")]
  const fine = of("ok")
  return (
    <section className={styles.preflight} aria-labelledby={title}>
      <h3 id={title}>Pre-flight</h3>
      {added.length > 0 && (
        <p className={styles.added}>
          Added so that they are read:{" "}
          {added.map(({ object, labels }, i) => (
            <span key={object}>
              {i > 0 && ", "}
              {object} gets{" "}
              <code>
                {Object.entries(labels)
                  .map(([key, value]) => `${key}=${value}`)
                  .join(", ")}
              </code>
            </span>
          ))}
        </p>
      )}
      <ul className={styles.items}>
        {open.map((item) => (
          <Item key={`${item.check} ${item.message}`} item={item} busy={busy} onChoose={onChoose} />
        ))}
      </ul>
      {fine.length > 0 && (
        <details className={styles.fine} open={open.length === 0}>
          <summary>{fine.length === 1 ? "1 check is fine" : `${fine.length} checks are fine`}</summary>
          <ul className={styles.items}>
            {fine.map((item) => (
              <Item key={`${item.check} ${item.message}`} item={item} busy={busy} onChoose={onChoose} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

interface ItemProps {
  item: PreflightItem
  busy: boolean
  onChoose(choice: PreflightOptions): void
}

function Item({ item: { level, message, fixes }, busy, onChoose }: ItemProps) {
  return (
    <li className={styles.item} data-level={level}>
      <span className={styles.level}>
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d={SHAPES[level]} fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
        </svg>
        {WORDS[level]}
      </span>
      <div className={styles.what}>
        <p>{message}</p>
        {fixes.length > 0 && (
          <ul className={styles.fixes}>
            {fixes.map((fix) => (
              <Fix key={`${fix.text} ${fix.copy}`} fix={fix} busy={busy} onChoose={onChoose} />
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

/** A choice is a button; a command or manifest is to be copied. */
function Fix({ fix: { text, copy, choose }, busy, onChoose }: Omit<ItemProps, "item"> & { fix: PreflightFix }) {
  if (choose)
    return (
      <li>
        <button type="button" className={styles.choose} disabled={busy} onClick={() => onChoose(choose)}>
          {text}
        </button>
      </li>
    )
  if (copy === undefined) return <li>{text}</li>
  const command = <Command what={text}>{copy.trimEnd()}</Command>
  if (!copy.trimEnd().includes("\n"))
    return (
      <li>
        <p>{text}</p>
        {command}
      </li>
    )
  return (
    <li>
      <details>
        <summary>{text}</summary>
        {command}
      </details>
    </li>
  )
}
