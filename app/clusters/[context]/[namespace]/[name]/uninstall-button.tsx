"use client"

import { useRouter } from "next/navigation"
import { useRef, useState } from "react"
import { postJson } from "@/app/clusters/post-json"
import styles from "./dialog.module.css"

interface UninstallButtonProps {
  context: string
  namespace: string
  name: string
}

/** Asks, then removes the install and shows the run. */
export function UninstallButton({ context, namespace, name }: UninstallButtonProps) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [fault, setFault] = useState("")
  async function remove() {
    const answer = await postJson<{ run: string }>("/api/clusters/uninstall", { context, namespace, name })
    if (answer.ok) router.push(`/clusters/runs/${answer.value.run}`)
    else setFault(answer.problem.detail)
  }
  return (
    <>
      <button type="button" className={`${styles.button} ${styles.danger}`} onClick={() => dialog.current?.showModal()}>
        Uninstall
      </button>
      <dialog ref={dialog} className={`${styles.dialog} ${styles.question}`} aria-labelledby="uninstall-title">
        <h2 id="uninstall-title">Uninstall {name}?</h2>
        <p>
          Everything that was applied to <strong>{namespace}</strong> in <strong>{context}</strong> is removed.
          Namespaces and resource definitions stay.
        </p>
        {fault && <p role="alert">{fault}</p>}
        <div className={styles.row}>
          <button type="button" className={styles.button} onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" className={`${styles.button} ${styles.danger}`} onClick={remove}>
            Uninstall
          </button>
        </div>
      </dialog>
    </>
  )
}
