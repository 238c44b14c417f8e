import type { ReactNode } from "react"
import styles from "./section.module.css"

interface SectionProps {
  id: string
  title: string
  /** One or two sentences below the title. */
  lead?: ReactNode
  children: ReactNode
}

/** A part of a page that can be linked to. */
export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className={styles.title}>
        {title}
        <a className={styles.anchor} href={`#${id}`} aria-label={`Link to ${title}`} data-screen="">
          #
        </a>
      </h2>
      {lead ? <p className={styles.lead}>{lead}</p> : null}
      <div className={styles.body}>{children}</div>
    </section>
  )
}
