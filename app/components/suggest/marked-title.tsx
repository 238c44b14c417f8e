import type { Range } from "@/lib/search/engine"
import styles from "./marked-title.module.css"

/** A title with the parts that match marked. */
export function MarkedTitle({ title, highlights }: { title: string; highlights: readonly Range[] }) {
  const ends = [0, ...highlights.map(([, end]) => end)]
  return (
    <>
      {highlights.map(([start, end], i) => (
        <span key={start}>
          {title.slice(ends[i], start)}
          <mark className={styles.mark}>{title.slice(start, end)}</mark>
        </span>
      ))}
      {title.slice(ends.at(-1))}
    </>
  )
}
