"use client"

import { useEffect, useState } from "react"
import { type Draft, readDraft } from "@/lib/contribute/draft"
import { downloadBlob } from "./download"
import { allDrafts } from "./store"
import styles from "./studio.module.css"
import type { DraftHandle, SaveState } from "./use-draft"

const WORDS: Record<SaveState, string> = {
  new: "Nothing to keep yet",
  unsaved: "Saving…",
  saved: "Kept in this browser",
  failed: "Not kept",
}

/** Whether the draft is kept, and what can be done with it as a whole. */
export function DraftBar({ handle }: { handle: DraftHandle }) {
  const { draft, state, fault, theirs, discarded } = handle
  const [others, setOthers] = useState<readonly Draft[]>([])
  const [said, setSaid] = useState("")
  useEffect(() => {
    // The list is read again when this draft comes or goes.
    if (state === "new" || state === "saved")
      allDrafts()
        .then((all) => setOthers(all.filter(({ key }) => key !== draft.key)))
        .catch(() => setOthers([]))
  }, [state, draft.key])
  const open = async (file: File | undefined) => {
    if (!file) return
    try {
      handle.open(readDraft(await file.text()))
      setSaid("")
    } catch (error) {
      setSaid((error as Error).message)
    }
  }
  return (
    <div className={styles.bar}>
      <div className={styles.actions}>
        <span role="status" className={state === "failed" ? styles.error : styles.state}>
          {WORDS[state]}
        </span>
        <button
          type="button"
          onClick={() => downloadBlob(`${draft.id || "entry"}.draft.json`, new Blob([JSON.stringify(draft)]))}
        >
          Export draft
        </button>
        <label className={styles.upload}>
          Import draft
          <input type="file" accept=".json,application/json" onChange={({ target }) => open(target.files?.[0])} />
        </label>
        <button type="button" onClick={handle.discard} disabled={state === "new"}>
          Discard draft
        </button>
      </div>
      {discarded && (
        <p role="status">
          The draft is discarded.{" "}
          <button type="button" onClick={handle.undo}>
            Undo
          </button>
        </p>
      )}
      {theirs && (
        <div role="alert" className={styles.notice}>
          <p>Another tab has changed this draft. Nothing was overwritten.</p>
          <p className={styles.actions}>
            <button type="button" onClick={handle.takeTheirs}>
              Take the other tab’s
            </button>
            <button type="button" onClick={handle.keepAsCopy}>
              Keep this as a copy
            </button>
          </p>
        </div>
      )}
      {(fault ?? said) && (
        <p role="alert" className={styles.error}>
          {fault ?? said}.
        </p>
      )}
      {others.length > 0 && (
        <details>
          <summary>Other drafts in this browser ({others.length})</summary>
          <ul>
            {others.map(({ key, id, saved }) => (
              <li key={key}>
                <a href={`/contribute/new?draft=${encodeURIComponent(key)}`}>{id || "without an id"}</a>,{" "}
                {new Date(saved).toLocaleString()}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
