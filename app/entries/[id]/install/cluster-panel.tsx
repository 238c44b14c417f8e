"use client"

import { useRouter } from "next/navigation"
import { type ReactNode, useId, useState } from "react"
import { type Problem, postJson } from "@/app/clusters/post-json"
import { Command } from "@/app/components/command"
import type { ClusterContext } from "@/lib/adapters/kubernetes"
import type { PlanReport } from "@/lib/cluster/plan"
import type { PreflightOptions } from "@/lib/cluster/preflight/item"
import styles from "./cluster-panel.module.css"
import { Choices, choiceFlags, joined } from "./plan-choices"
import { PlanView } from "./plan-view"

interface ClusterPanelProps {
  contexts: readonly ClusterContext[]
  /** The query of the bundle. */
  bundle: string
  digest: string
  /** The command that does the same. */
  children: ReactNode
}

interface Shown {
  id: string
  plan: PlanReport
}

/** Chooses a cluster, shows the plan, and applies exactly that plan. */
export function ClusterPanel({ contexts, bundle, digest, children }: ClusterPanelProps) {
  const router = useRouter()
  const choice = useId()
  const [context, setContext] = useState((contexts.find(({ current }) => current) ?? contexts[0])?.name ?? "")
  const [createNamespace, setCreateNamespace] = useState(false)
  const [choices, setChoices] = useState<PreflightOptions>({})
  const [anyway, setAnyway] = useState(false)
  const [busy, setBusy] = useState<"plan" | "apply">()
  const [problem, setProblem] = useState<Problem>()
  const [shown, setShown] = useState<Shown>()
  const forget = (): void => {
    setShown(undefined)
    setProblem(undefined)
    setAnyway(false)
  }

  async function showPlan(preflight = choices) {
    setBusy("plan")
    forget()
    setChoices(preflight)
    const answer = await postJson<Shown>("/api/clusters/plan", { context, bundle, createNamespace, preflight })
    setBusy(undefined)
    if (answer.ok) setShown(answer.value)
    else setProblem(answer.problem)
  }

  async function apply(plan: string) {
    setBusy("apply")
    setProblem(undefined)
    const body = { context, bundle, createNamespace, preflight: choices, ignorePreflight: anyway, digest, plan }
    const answer = await postJson<{ run: string }>("/api/clusters/apply", body)
    if (answer.ok) return router.push(`/clusters/runs/${answer.value.run}`)
    setBusy(undefined)
    setShown(undefined)
    setProblem(answer.problem)
  }

  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <div>
          <label htmlFor={choice}>Cluster</label>
          <select
            id={choice}
            value={context}
            onChange={(event) => {
              setContext(event.target.value)
              setChoices({}) // servers and namespaces of another cluster
              forget()
            }}
          >
            {contexts.map(({ name, current }) => (
              <option key={name} value={name}>
                {name}
                {current && " (current)"}
              </option>
            ))}
          </select>
        </div>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={createNamespace}
            onChange={(event) => {
              setCreateNamespace(event.target.checked)
              forget()
            }}
          />
          Create the namespace if it is missing
        </label>
        <button type="button" className={styles.button} onClick={() => showPlan()} disabled={busy !== undefined}>
          {busy === "plan" ? "Planning…" : "Show the plan"}
        </button>
      </div>
      {problem && (
        <div className={styles.problem} role="alert">
          <p>{problem.detail}</p>
          {problem.hint && <p>{problem.hint}</p>}
        </div>
      )}
      <Choices choices={choices} busy={busy !== undefined} onChange={showPlan} />
      {shown && (
        <PlanView plan={shown.plan} busy={busy !== undefined} onChoose={(choice) => showPlan(joined(choices, choice))}>
          {shown.plan.clean && shown.plan.changes && (
            <div className={styles.go}>
              {shown.plan.preflight.level === "error" && (
                <label className={styles.check}>
                  <input type="checkbox" checked={anyway} onChange={(event) => setAnyway(event.target.checked)} />
                  Apply though the pre-flight found a problem
                </label>
              )}
              <button
                type="button"
                className={styles.apply}
                onClick={() => apply(shown.id)}
                disabled={busy !== undefined || (shown.plan.preflight.level === "error" && !anyway)}
              >
                {busy === "apply" ? "Starting…" : `Apply to ${context}`}
              </button>
            </div>
          )}
        </PlanView>
      )}
      <details className={styles.terminal}>
        <summary>The same in a terminal</summary>
        {children}
        {choiceFlags(choices) !== "" && (
          <>
            <p>With these flags, for what you chose:</p>
            <Command what="the flags">{choiceFlags(choices)}</Command>
          </>
        )}
      </details>
      <noscript>Planning and applying need JavaScript; the command line does the same.</noscript>
    </div>
  )
}
