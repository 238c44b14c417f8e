import styles from "./command.module.css"
import { CopyButton } from "./copy-button"

/** A shell command to copy. */
export function Command({ children, what = "the command" }: { children: string; what?: string }) {
  return (
    <div className={styles.command}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre className={styles.text} tabIndex={0}>
        <code>{children}</code>
      </pre>
      <CopyButton text={children} what={what} />
    </div>
  )
}
