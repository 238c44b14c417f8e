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
      <div className={styles.head}>
        <h2 id={`${id}-title`}>{title}</h2>
        <a className={styles.anchor} href={`#${id}`} aria-label={`Link to ${title}`} data-screen="">
          #
        </a>
      </div>
      {lead ? <p className={styles.lead}>{lead}</p> : null}
      <div className={styles.body}>{children}</div>
    </section>
  )
}

/** The sections of a page, below each other. */
export function Sections({ children }: { children: ReactNode }) {
  return <div className={styles.sections}>{children}</div>
}
