import Link from "next/link"
import { ClustersLink } from "./clusters-link"
import { Logo } from "./logo"
import { SearchForm } from "./search-form"
import styles from "./site-header.module.css"
import { ThemeToggle } from "./theme-toggle"

/** The top of every page. */
export function SiteHeader() {
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <div className={styles.bar}>
        <Link className={styles.brand} href="/" aria-label="ExporterHub, home">
          <Logo />
          <span>ExporterHub</span>
        </Link>
        <div className={styles.search} data-header-search="">
          <SearchForm label="Search the catalog" />
        </div>
        <nav className={styles.nav} aria-label="Site">
          <Link href="/entries">Exporters</Link>
          <Link href="/search?type=alert">Alerts</Link>
          <Link href="/lint">Lint</Link>
          <Link href="/docs">Docs</Link>
          <ClustersLink />
        </nav>
        <ThemeToggle />
      </div>
    </header>
  )
}
