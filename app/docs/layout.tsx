import type { ReactNode } from "react"
import prose from "@/app/components/prose.module.css"
import { DocsNav } from "./docs-nav"
import styles from "./layout.module.css"

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles.columns}>
      <DocsNav />
      <article className={`${prose.prose} ${styles.article}`}>{children}</article>
    </div>
  )
}
