import type { DocumentType, Range } from "@/lib/search/engine"
import styles from "./marked-title.module.css"

interface MarkedTitleProps {
  title: string
  type: DocumentType
  highlights: readonly Range[]
}

/** The title of something in the catalog with the parts that match marked; names that a machine reads look like code. */
export function MarkedTitle({ title, type, highlights }: MarkedTitleProps) {
  const ends = [0, ...highlights.map(([, end]) => end)]
  return (
    <span className={type === "metric" || type === "recording" ? styles.code : styles.title}>
      {highlights.map(([start, end], i) => (
        <span key={start}>
          {title.slice(ends[i], start)}
          <mark className={styles.mark}>{title.slice(start, end)}</mark>
        </span>
      ))}
      {title.slice(ends.at(-1))}
    </span>
  )
}
