import { tokens } from "@/lib/promql/tokens"
import styles from "./promql.module.css"

/** A PromQL expression with its parts coloured, as part of a line. */
export function PromqlText({ children }: { children: string }) {
  return (
    <code className={styles.code}>
      {tokens(children).map(({ text, kind }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a text never change places
        <span key={i} className={styles[kind]}>
          {text}
        </span>
      ))}
    </code>
  )
}

/** A PromQL expression as a block. */
export function Promql({ children }: { children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <pre className={styles.block} tabIndex={0}>
      <PromqlText>{children.trimEnd()}</PromqlText>
    </pre>
  )
}
