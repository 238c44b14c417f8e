"use client"

import { useState } from "react"
import type { Draft } from "@/lib/contribute/draft"
import type { Problem } from "@/lib/problem"
import styles from "./studio.module.css"
import { postDraft } from "./use-report"

/** Runs the unit tests of the draft on the hub, where promtool is. */
export function RunTests({ draft }: { draft: Draft }) {
  const [said, setSaid] = useState<{ tool?: string; problems: readonly Problem[]; fault?: string; files: unknown }>()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    const { id, files } = draft
    try {
      const result = await postDraft<{ tool: string; problems: Problem[] }>("/api/drafts/tests", { id, files })
      setSaid({ ...result, files })
    } catch (error) {
      setSaid({ fault: (error as Error).message, problems: [], files })
    }
    setBusy(false)
  }
  return (
    <>
      <p className={styles.actions}>
        <button type="button" onClick={run} disabled={busy}>
          {busy ? "Running…" : "Run the tests"}
        </button>
      </p>
      <div role="status">
        {said?.fault !== undefined && <p className={styles.error}>{said.fault}.</p>}
        {said?.tool !== undefined && (
          <p className={said.problems.length > 0 ? styles.error : styles.good}>
            {said.tool}: {said.problems.length === 0 ? "all tests pass" : `${said.problems.length} failed`}
            {said.files !== draft.files && "; the draft has changed since"}
          </p>
        )}
        <ul className={styles.faults}>
          {said?.problems.map(({ file, line, message }) => (
            <li key={`${file}:${line}:${message}`}>
              {file}:{line}: {message}
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
