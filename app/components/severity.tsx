import type { RuleSeverity } from "@/lib/catalog/rule-file"
import styles from "./severity.module.css"

/** The severity of an alert: a word with a shape, so that colour is never the only sign. */
export function Severity({ level }: { level: RuleSeverity }) {
  return (
    <span className={styles[level]}>
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true" fill="currentColor">
        {SHAPES[level]}
      </svg>
      {level}
    </span>
  )
}

const SHAPES: Record<RuleSeverity, React.ReactNode> = {
  critical: <path d="M2.3 0h3.4L8 2.3v3.4L5.7 8H2.3L0 5.7V2.3z" />,
  warning: <path d="M4 .3 8 7.7H0z" />,
  info: <circle cx="4" cy="4" r="3.6" />,
}
