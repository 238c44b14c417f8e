import type { ReactNode } from "react"
import { DocsNav } from "./docs-nav"
import styles from "./layout.module.css"

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles.columns}>
      <DocsNav />
      <article className={styles.article}>{children}</article>
    </div>
  )
}
