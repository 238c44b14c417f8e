"use client"

import { Component, type ReactNode, useEffect, useState } from "react"
import type { Preview } from "./preview-actions"
import styles from "./studio.module.css"

/** How long typing rests before the preview is made. Milliseconds. */
const PREVIEW_MS = 700

/** What the hub makes of `content`, again whenever it has changed. Its links lead nowhere: their pages are not there yet. */
export function LivePreview<T>({
  content,
  make,
  label,
}: {
  content: T
  make: (content: T) => Promise<Preview>
  label: string
}) {
  const [shown, setShown] = useState<Preview>()
  useEffect(() => {
    let stale = false
    const timer = setTimeout(async () => {
      const next = await make(content).catch(() => ({ fault: "The preview could not be made" }))
      if (!stale) setShown(next)
    }, PREVIEW_MS)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [content, make])
  if (!shown) return <p className={styles.help}>The preview is being made…</p>
  if ("fault" in shown) return <p className={styles.error}>{shown.fault}.</p>
  return (
    <section
      className={styles.preview}
      aria-label={label}
      onClickCapture={(event) => {
        if (event.target instanceof Element && event.target.closest("a")) event.preventDefault()
      }}
    >
      <Guard key={String(Boolean(shown.view))}>{shown.view}</Guard>
    </section>
  )
}

/** A draft that breaks a component of the preview must not take the editor with it. */
class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override componentDidUpdate(before: { children: ReactNode }) {
    if (this.state.failed && before.children !== this.props.children) this.setState({ failed: false })
  }
  override render() {
    return this.state.failed ? <p>This part cannot be shown while the draft has errors.</p> : this.props.children
  }
}
