"use client"

import { useState } from "react"
import styles from "./copy-button.module.css"

/** Puts text on the clipboard and says so. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState("")
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setSaid("Copied")
    } catch {
      setSaid("Not allowed")
    }
    setTimeout(() => setSaid(""), 1_600)
  }
  return (
    <button type="button" className={styles.button} onClick={copy} aria-label={`Copy ${what}`} data-screen="">
      <span aria-live="polite">{said || "Copy"}</span>
    </button>
  )
}
