"use client"

import { useActionState } from "react"
import { lintRules } from "./actions"
import styles from "./page.module.css"
import { Result } from "./result"
import type { LintState } from "./state"

interface LintFormProps {
  start: LintState
  entries: readonly { id: string; title: string }[]
}

/** Rules to paste, what to hold them against, and below it what was found. Works without a script too. */
export function LintForm({ start, entries }: LintFormProps) {
  const [state, action, pending] = useActionState(lintRules, start)
  return (
    <>
      <form action={action} className={styles.form}>
        <label htmlFor="rules">Rule file, PrometheusRule or dashboard</label>
        <textarea id="rules" name="rules" rows={16} spellCheck={false} required defaultValue={state.rules} />
        <div className={styles.row}>
          <label htmlFor="against">Held against</label>
          <select id="against" name="against" defaultValue={state.against}>
            <option value="">nothing: only what the rules say by themselves</option>
            {entries.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <details open={state.metrics !== ""}>
          <summary>Or against metrics of your own exporter</summary>
          <label htmlFor="metrics">
            What it answers at <code>/metrics</code>
          </label>
          <textarea id="metrics" name="metrics" rows={8} spellCheck={false} defaultValue={state.metrics} />
        </details>
        <button type="submit" disabled={pending}>
          {pending ? "Checking…" : "Check"}
        </button>
      </form>
      <div aria-live="polite" aria-busy={pending}>
        {state.fault !== undefined && <p className={styles.fault}>{state.fault}.</p>}
        {state.result && <Result result={state.result} />}
      </div>
    </>
  )
}
