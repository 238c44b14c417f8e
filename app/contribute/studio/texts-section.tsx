"use client"

import type { Problem } from "@/lib/problem"
import { FileText } from "./file-text"
import { LivePreview } from "./preview"
import { previewText } from "./preview-actions"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"

/** The README and runbooks, each with how the site shows it. */
export function TextsSection({ handle, problems }: { handle: DraftHandle; problems: readonly Problem[] }) {
  const files = Object.keys(handle.draft.files).filter((path) => path.endsWith(".md"))
  return (
    <>
      {files.map((path) => (
        <details className={styles.item} key={path}>
          <summary>
            <code>{path}</code>
          </summary>
          <FileText path={path} handle={handle} problems={problems.filter(({ file }) => file === path)} />
          <LivePreview content={handle.draft.files[path] ?? ""} make={previewText} label={`Preview of ${path}`} />
        </details>
      ))}
      {files.length === 0 && (
        <p className={styles.actions}>
          <button type="button" onClick={() => handle.setFile("README.md", () => "# What it measures\n")}>
            Add README.md
          </button>
        </p>
      )}
    </>
  )
}
