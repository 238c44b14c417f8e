"use client"

import Link from "next/link"
import { usePathname } from "next/navigation"
import styles from "./layout.module.css"
import { docsPages } from "./pages"

const PAGES = [{ href: "/docs", title: "Overview" } as const, ...docsPages]

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
      {PAGES.map(({ href, title }) => (
        <Link key={href} href={href} aria-current={marks(href, path)}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
