import styles from "./check-mark.module.css"

/** The sign for "shown to be true". The words beside it carry the meaning. */
export function Check() {
  return (
    <svg className={styles.yes} width="13" height="13" viewBox="0 0 14 14" aria-hidden="true">
      <path d="m2 7.5 3.4 3.5L12 3.5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

/** The sign for "not shown". */
export function Dash() {
  return (
    <svg className={styles.no} width="13" height="13" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M3 7h8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
