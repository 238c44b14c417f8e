import { Autocomplete } from "@base-ui/react/autocomplete"
import Link from "next/link"
import { MarkedTitle } from "../suggest/marked-title"
import { TYPE_WORDS } from "../suggest/type-words"
import type { PaletteItem } from "./items"
import styles from "./palette.module.css"

/** One row: a link wherever it leads somewhere, so that it also opens in a new tab. */
export function PaletteRow({ item, onChoose }: { item: PaletteItem; onChoose: () => void }) {
  const href = item.kind === "action" ? ("href" in item.action ? item.action.href : undefined) : item.href
  return (
    <Autocomplete.Item
      value={item}
      className={styles.row}
      onClick={onChoose}
      {...(href ? { render: <Link href={href as never} prefetch={false} tabIndex={-1} /> } : {})}
    >
      <RowText item={item} />
    </Autocomplete.Item>
  )
}

function RowText({ item }: { item: PaletteItem }) {
  if (item.kind === "thing") {
    return (
      <>
        <MarkedTitle title={item.title} type={item.type} highlights={item.marks} />
        <span className={styles.note}>{item.type === "entry" ? TYPE_WORDS.entry.one : item.entry}</span>
      </>
    )
  }
  return (
    <>
      <span className={styles.title}>{item.title}</span>
      {item.kind === "action" && item.action.keys && (
        <span className={styles.note}>
          <kbd>{item.action.keys}</kbd>
        </span>
      )}
    </>
  )
}
