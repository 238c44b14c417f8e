import type { Range } from "@/lib/search/engine"
import styles from "./marked.module.css"

/** A text with what a search matched in it. The ranges are in order and do not overlap. */
export function Marked({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  let at = 0
  return (
    <>
      {ranges.map(([start, end]) => {
        const before = text.slice(at, start)
        at = end
        return (
          <span key={start}>
            {before}
            <mark className={styles.mark}>{text.slice(start, end)}</mark>
          </span>
        )
      })}
      {text.slice(at)}
    </>
  )
}
