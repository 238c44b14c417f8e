import Link from "next/link"
import styles from "./site-footer.module.css"

/** The bottom of every page. */
export function SiteFooter() {
  return (
    <footer className={styles.footer}>
      <div className={styles.row}>
        <p>ExporterHub. Content and code under Apache-2.0; exporters under the licences of their projects.</p>
        <nav className={styles.links} aria-label="More">
          <Link href="/docs/proofs">How proofs work</Link>
          <Link href="/stats">Numbers</Link>
          <Link href="/compare">Compare</Link>
          <Link href="/contribute">Contribute</Link>
          <Link href="/docs/targets">Install targets</Link>
          <Link href="/docs/cli">CLI</Link>
          <Link href="/docs/self-host">Run your own</Link>
          <Link href="/docs/api">API</Link>
          <button type="button" data-opens="keys" aria-haspopup="dialog">
            Keys <kbd>?</kbd>
          </button>
        </nav>
      </div>
    </footer>
  )
}
