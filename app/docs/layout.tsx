import Link from "next/link"
import type { ReactNode } from "react"
import styles from "./layout.module.css"

const PAGES = [
  ["/docs", "Overview"],
  ["/docs/proofs", "How proofs work"],
  ["/docs/targets", "Install targets"],
  ["/docs/cli", "Command line"],
  ["/docs/self-host", "Run your own hub"],
  ["/docs/api", "JSON API"],
] as const

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles.columns}>
      <nav className={styles.nav} aria-label="Documentation">
        {PAGES.map(([href, title]) => (
          <Link key={href} href={href}>
            {title}
          </Link>
        ))}
      </nav>
      <article className={styles.article}>{children}</article>
    </div>
  )
}
