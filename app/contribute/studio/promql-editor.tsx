"use client"

import type { Diagnostic } from "@codemirror/lint"
import { useEffect, useRef, useState } from "react"
import type { DraftMetric } from "@/lib/contribute/draft-check"
import type { PromqlView } from "./codemirror"
import styles from "./studio.module.css"

interface PromqlEditorProps {
  label: string
  text: string
  metrics: readonly DraftMetric[]
  marks: readonly Diagnostic[]
  onChange: (text: string) => void
}

/** One PromQL expression with completion and marks. Until the editor is loaded, and without it, a plain field. */
export function PromqlEditor({ label, text, metrics, marks, onChange }: PromqlEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<PromqlView>(undefined)
  const [loaded, setLoaded] = useState(false)
  const now = useRef({ text, metrics, onChange })
  useEffect(() => {
    now.current = { text, metrics, onChange }
  })
  useEffect(() => {
    let gone = false
    import("./codemirror").then(({ promqlView }) => {
      if (gone || !host.current) return
      view.current = promqlView(host.current, {
        text: now.current.text,
        label,
        metrics: () => now.current.metrics,
        onChange: (next) => {
          if (next !== now.current.text) now.current.onChange(next)
        },
      })
      setLoaded(true)
    })
    return () => {
      gone = true
      view.current?.destroy()
      view.current = undefined
    }
  }, [label])
  useEffect(() => view.current?.setText(text), [text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: marks are set again once the editor is there
  useEffect(() => view.current?.setMarks(marks), [marks, loaded])
  return (
    <>
      {!loaded && (
        <textarea aria-label={label} rows={3} value={text} onChange={({ target }) => onChange(target.value)} />
      )}
      <div ref={host} className={styles.editor} hidden={!loaded} />
    </>
  )
}
