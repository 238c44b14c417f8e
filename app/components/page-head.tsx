import Link from "next/link"
import { Fragment, type ReactNode } from "react"
import styles from "./page-head.module.css"

/** One step of the way to a page. */
export interface Crumb {
  title: string
  href: string
}

/** The way to a page, above its title. */
export function Breadcrumbs({ path }: { path: readonly Crumb[] }) {
  return (
    <nav className={styles.crumbs} aria-label="Breadcrumb">
      {path.map(({ title, href }, i) => (
        <Fragment key={href}>
          {i > 0 && <span aria-hidden="true">/</span>}
          <Link href={href as never}>{title}</Link>
        </Fragment>
      ))}
    </nav>
  )
}

/** Title and lead of a page that has no header of its own. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.head}>
      <h1>{title}</h1>
      {children ? <div className={styles.lead}>{children}</div> : null}
    </div>
  )
}
