"use client"

import Link from "next/link"
import { useEffect, useId, useRef, useState } from "react"
import { createPortal } from "react-dom"
import { rememberChoice } from "../palette/recent"
import { MarkedTitle } from "./marked-title"
import styles from "./suggest-list.module.css"
import { loadSuggester, type Suggester } from "./suggester"
import { TYPE_WORDS } from "./type-words"
import { useComboboxKeys } from "./use-combobox-keys"

const SUGGESTED = 7

/**
 * Suggestions below a search box that is part of a plain form. Written by hand, since the field is there before any script:
 * a headless combobox would put another field in its place while somebody types.
 */
export function SuggestList({ box }: { box: HTMLInputElement }) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const suggest = useSuggester()
  const { text, shown, active, setActive, close } = useComboboxKeys(box, list, id)
  const asked = text.trim()
  if (!shown || asked === "" || !suggest || !box.form) return null
  const suggestions = suggest(asked, SUGGESTED)
  const row = (i: number) => ({
    id: `${id}-${i}`,
    role: "option",
    tabIndex: -1,
    className: styles.row,
    "aria-selected": active === i,
    onPointerMove: () => setActive(i),
  })
  return createPortal(
    <div
      ref={list}
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label="Suggestions"
      className={styles.list}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {suggestions.map((suggestion, i) => (
        <Link
          key={suggestion.url}
          href={suggestion.url as never}
          prefetch={false}
          onClick={() => {
            rememberChoice(suggestion)
            close()
          }}
          {...row(i)}
        >
          <MarkedTitle title={suggestion.title} type={suggestion.type} highlights={suggestion.highlights} />
          <span className={styles.note}>
            {TYPE_WORDS[suggestion.type].one}
            {suggestion.type !== "entry" && <span className={styles.entry}> · {suggestion.entry}</span>}
          </span>
        </Link>
      ))}
      <Link
        href={`/search?q=${encodeURIComponent(asked)}` as never}
        prefetch={false}
        onClick={close}
        {...row(suggestions.length)}
      >
        <span className={styles.all}>See all results for “{asked}”</span>
      </Link>
    </div>,
    box.form,
  )
}

/** Without the names of the catalog there are no suggestions; the form still searches. */
function useSuggester(): Suggester | undefined {
  const [suggest, setSuggest] = useState<Suggester>()
  useEffect(() => {
    loadSuggester().then(
      (loaded) => setSuggest(() => loaded),
      () => {},
    )
  }, [])
  return suggest
}
