"use client"

import { useState } from "react"
import type { Problem } from "@/lib/problem"
import { FileText } from "./file-text"
import { LivePreview } from "./preview"
import { previewText } from "./preview-actions"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"

interface TextsSectionProps {
  handle: DraftHandle
  problems: readonly Problem[]
}

/** The README and runbooks, each with how the site shows it. */
export function TextsSection({ handle, problems }: TextsSectionProps) {
  const files = Object.keys(handle.draft.files).filter((path) => path.endsWith(".md"))
  return (
    <>
      {files.map((path) => (
        <TextFile key={path} path={path} handle={handle} problems={problems.filter(({ file }) => file === path)} />
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

function TextFile({ path, handle, problems }: TextsSectionProps & { path: string }) {
  // Only what is open is rendered on the hub: an entry has many runbooks.
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.item} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <code>{path}</code>
      </summary>
      <FileText path={path} handle={handle} problems={problems} />
      {open && <LivePreview content={handle.draft.files[path] ?? ""} make={previewText} label={`Preview of ${path}`} />}
    </details>
  )
}
