import styles from "./alert-text.module.css"

/** Text of an annotation with its placeholders told apart: Prometheus fills them in when the alert fires. */
export function AlertText({ children }: { children: string }) {
  const parts = children.split(/(\{\{.*?\}\})/)
  return parts.map((part, i) =>
    part.startsWith("{{") ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
      <code key={i} className={styles.placeholder}>
        {part.slice(2, -2).trim()}
      </code>
    ) : (
      part
    ),
  )
}
