"use client"

import { useState } from "react"
import { CopyButton } from "@/app/components/copy-button"
import { tgz } from "@/lib/bundle/archive"
import { type DraftChange, draftChanges } from "@/lib/contribute/draft"
import { lineDiff } from "@/lib/contribute/line-diff"
import { downloadBlob } from "./download"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"

/** What will be written, against what was there; to be taken along without a login. */
export function FilesSection({ handle }: { handle: DraftHandle }) {
  const { id, files, base } = handle.draft
  const [fault, setFault] = useState<string>()
  const changes = draftChanges(base, files)
  const download = () => {
    try {
      const list = Object.keys(files)
        .sort()
        .map((path) => ({ path, content: files[path] ?? "" }))
      downloadBlob(`${id || "entry"}.tgz`, new Blob([tgz(id || "entry", list)], { type: "application/gzip" }))
      setFault(undefined)
    } catch (error) {
      setFault((error as Error).message)
    }
  }
  return (
    <>
      <p className={styles.actions}>
        <button type="button" className={styles.primary} onClick={download} disabled={Object.keys(files).length === 0}>
          Download {id || "entry"}.tgz
        </button>
      </p>
      <p className={styles.help}>
        Unpack it in <code>catalog/</code> of a clone, then <code>npx exporterhub validate {id}</code> and{" "}
        <code>npx exporterhub propose {id}</code>. No login is needed here.
      </p>
      {fault !== undefined && <p className={styles.error}>{fault}</p>}
      <ul className={styles.changes}>
        {changes.map(({ path, kind }) => (
          <ChangedFile key={path} path={path} kind={kind} handle={handle} />
        ))}
      </ul>
    </>
  )
}

function ChangedFile({ path, kind, handle }: DraftChange & { handle: DraftHandle }) {
  const { files, base } = handle.draft
  // Captures are long: nothing is compared before someone looks.
  const [open, setOpen] = useState(false)
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <span className={styles[kind]}>{kind}</span> <code>{path}</code>
        </summary>
        {open && (
          <>
            <div className={styles.actions}>
              {kind !== "removed" && <CopyButton text={files[path] ?? ""} what={path} />}
              {kind !== "removed" && (
                <button type="button" onClick={() => handle.setFile(path, () => undefined)}>
                  Remove {path}
                </button>
              )}
              {(kind === "changed" || kind === "removed") && (
                <button type="button" onClick={() => handle.setFile(path, () => base[path])}>
                  Restore {path}
                </button>
              )}
            </div>
            <Diff before={base[path] ?? ""} after={files[path] ?? ""} />
          </>
        )}
      </details>
    </li>
  )
}

const SIGN = { same: " ", added: "+", removed: "-" }

function Diff({ before, after }: { before: string; after: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <pre className={styles.diff} tabIndex={0}>
      {lineDiff(before, after).map(({ kind, text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
        <span key={i} className={styles[kind]}>
          {SIGN[kind]} {text}
          {"\n"}
        </span>
      ))}
    </pre>
  )
}
