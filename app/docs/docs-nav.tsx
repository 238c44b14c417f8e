"use client"

import Link from "next/link"
import { usePathname } from "next/navigation"
import styles from "./layout.module.css"

const PAGES = [
  ["/docs", "Overview"],
  ["/docs/proofs", "How proofs work"],
  ["/docs/checks", "Checks"],
  ["/docs/lint", "Lint your own rules"],
  ["/docs/targets", "Install targets"],
  ["/docs/install", "Install to a cluster"],
  ["/docs/installs", "The life of an install"],
  ["/docs/tuning", "Tune rules"],
  ["/docs/contribute", "From missing to merged"],
  ["/docs/cli", "Command line"],
  ["/docs/self-host", "Run your own hub"],
  ["/docs/registries", "Several registries"],
  ["/docs/registry-ci", "Review pull requests"],
  ["/docs/api", "API reference"],
  ["/docs/mcp", "For assistants (MCP)"],
  ["/docs/design", "Design"],
] as const

/** A page of the documentation, or the list that a page belongs to. */
function marks(href: string, path: string): "page" | "true" | undefined {
  if (href === path) return "page"
  return href !== "/docs" && path.startsWith(`${href}/`) ? "true" : undefined
}

/** The pages of the documentation, with the present one marked. */
export function DocsNav() {
  const path = usePathname()
  return (
    <nav className={styles.nav} aria-label="Documentation">
      {PAGES.map(([href, title]) => (
        <Link key={href} href={href} aria-current={marks(href, path)}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
