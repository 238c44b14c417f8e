"use client"

import type { Problem } from "@/lib/problem"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"

/** A file as the text that it is, and what is wrong in which line. */
export function FileText({
  path,
  handle,
  problems,
}: {
  path: string
  handle: DraftHandle
  problems: readonly Problem[]
}) {
  const text = handle.draft.files[path] ?? ""
  return (
    <>
      <textarea
        className={styles.code}
        aria-label={`Text of ${path}`}
        rows={Math.min(28, text.split("\n").length + 2)}
        spellCheck={false}
        value={text}
        onChange={({ target }) => handle.setFile(path, () => target.value)}
      />
      <ul className={styles.faults}>
        {problems.map(({ check, line, column, severity, message }) => (
          <li className={styles[severity]} key={`${line}:${column}:${check}:${message}`}>
            Line {line}: {message}
          </li>
        ))}
      </ul>
    </>
  )
}
