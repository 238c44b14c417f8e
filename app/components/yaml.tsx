import { Fragment } from "react"
import styles from "./yaml.module.css"

/** A document as the reader of a page takes it in; longer ones are shown without colour, to keep pages small. Lines. */
const COLOURED = 400

/** YAML with its keys told apart. */
export function Yaml({ children }: { children: string }) {
  const lines = children.trimEnd().split("\n")
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <pre className={styles.yaml} tabIndex={0}>
      <code>{lines.length > COLOURED ? lines.join("\n") : coloured(lines)}</code>
    </pre>
  )
}

const KEY = /^(\s*(?:- )*)("[^"]*"|[\w./-]+)(:)(?=\s|$)(.*)$/

function coloured(lines: readonly string[]) {
  let block = -1 // indentation of the key whose text block we are in
  return lines.map((line, i) => {
    const indent = line.search(/\S/)
    if (block >= 0 && (indent > block || indent < 0)) return textLine(i, line)
    block = /[|>][+-]?\d?$/.test(line) ? indent : -1
    const match = KEY.exec(line)
    if (!match) return textLine(i, line)
    const [, lead, key, colon, value] = match
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text never change places
      <Fragment key={i}>
        {lead}
        <span className={styles.key}>{key}</span>
        {colon}
        {value}
        {"\n"}
      </Fragment>
    )
  })
}

function textLine(i: number, line: string) {
  return <Fragment key={i}>{`${line}\n`}</Fragment>
}
