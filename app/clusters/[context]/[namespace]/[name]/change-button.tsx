"use client"

import { useRouter } from "next/navigation"
import { useRef, useState } from "react"
import { type Problem, postJson } from "@/app/clusters/post-json"
import type { PlanReport } from "@/lib/cluster/plan"
import { ChangePlan } from "./change-plan"
import styles from "./dialog.module.css"

/** What the route of changes is told. */
export interface Change {
  context: string
  namespace: string
  name: string
  change: { kind: "rollback"; to: number } | { kind: "upgrade" }
}

interface ChangeButtonProps {
  subject: Change
  label: string
  title: string
}

interface Shown {
  id: string
  plan: PlanReport
}

type Choice = "keepTheirs" | "takeOver"

/** Plans a change of the install, shows it, and applies it when the user says so. */
export function ChangeButton({ subject, label, title }: ChangeButtonProps) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [shown, setShown] = useState<Shown>()
  const [fault, setFault] = useState<Problem>()
  const [choices, setChoices] = useState<Record<Choice, string[]>>({ keepTheirs: [], takeOver: [] })

  async function plan(chosen: Record<Choice, string[]>) {
    setChoices(chosen)
    setShown(undefined)
    setFault(undefined)
    const answer = await postJson<Shown>("/api/clusters/change/plan", { ...subject, choices: chosen })
    if (answer.ok) setShown(answer.value)
    else setFault(answer.problem)
  }
  async function apply() {
    if (!shown) return
    const answer = await postJson<{ run: string }>("/api/clusters/change", { ...subject, choices, plan: shown.id })
    if (answer.ok) router.push(`/clusters/runs/${answer.value.run}`)
    else setFault(answer.problem)
  }
  function open() {
    dialog.current?.showModal()
    void plan({ keepTheirs: [], takeOver: [] })
  }
  return (
    <>
      <button type="button" className={styles.button} onClick={open}>
        {label}
      </button>
      <dialog ref={dialog} className={styles.dialog} aria-label={title}>
        <h2>{title}</h2>
        {!shown && !fault && <p role="status">Planning…</p>}
        {fault && (
          <div role="alert">
            <p>{fault.detail}</p>
            {fault.hint && <p>{fault.hint}</p>}
          </div>
        )}
        {shown && (
          <ChangePlan
            plan={shown.plan}
            onChoose={(choice, object) => void plan({ ...choices, [choice]: [...choices[choice], object] })}
          />
        )}
        <div className={styles.row}>
          <button type="button" className={styles.button} onClick={() => dialog.current?.close()}>
            Close
          </button>
          <button
            type="button"
            className={styles.button}
            disabled={!shown?.plan.clean || !shown.plan.changes}
            onClick={apply}
          >
            Apply
          </button>
        </div>
      </dialog>
    </>
  )
}
