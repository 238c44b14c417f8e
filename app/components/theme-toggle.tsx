"use client"

import styles from "./theme-toggle.module.css"

/** Switches between dark and light; choosing what the system has anyway goes back to following the system. */
export function ThemeToggle() {
  return (
    <button type="button" className={styles.toggle} onClick={toggle} aria-label="Switch between dark and light">
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
      </svg>
    </button>
  )
}

function toggle(): void {
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
  const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark"
  try {
    if (next === system) localStorage.removeItem("theme")
    else localStorage.setItem("theme", next)
  } catch {
    // Storage is blocked: the choice lasts until the next page load.
  }
  if (next === system) delete root.dataset.theme
  else root.dataset.theme = next
}
