"use client"

import { Autocomplete } from "@base-ui/react/autocomplete"
import { CSPProvider } from "@base-ui/react/csp-provider"
import { Dialog } from "@base-ui/react/dialog"
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react"
import { loadSuggester, type Suggester } from "../suggest/suggester"
import { toggleTheme } from "../theme"
import type { Action } from "./actions"
import { type PaletteItem, paletteGroups } from "./items"
import styles from "./palette.module.css"
import { PaletteRow } from "./palette-row"
import { recentChoices, rememberChoice } from "./recent"

const SUGGESTED = 8

interface PaletteProps {
  onClose: () => void
  onKeys: () => void
}

/** Everything of the site from one field. It is loaded when it is opened for the first time. */
export function Palette({ onClose, onKeys }: PaletteProps) {
  const [text, setText] = useState("")
  const [said, setSaid] = useState("")
  const { suggest, failed } = useSuggester()
  const [recent] = useState(recentChoices)
  const highlighted = useRef<PaletteItem>(undefined)
  const field = useRef<HTMLInputElement>(null)
  const groups = useMemo(() => paletteGroups(text, suggest?.(text, SUGGESTED) ?? [], recent), [text, suggest, recent])

  async function act(action: Action): Promise<void> {
    if ("href" in action) return onClose()
    if (action.does === "keys") return onKeys()
    if (action.does === "theme") return toggleTheme()
    setSaid(await copied(location.href))
  }

  function choose(item: PaletteItem): void {
    if (item.kind === "action") return void act(item.action)
    if (item.kind === "thing") rememberChoice({ ...item, url: item.href })
    onClose()
  }

  /** With Ctrl or ⌘ a choice opens beside this page, as it does with a link. */
  function openBeside(event: KeyboardEvent): void {
    const href = highlighted.current && hrefOf(highlighted.current)
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || !href) return
    event.preventDefault()
    event.stopPropagation()
    window.open(href, "_blank", "noopener")
  }

  return (
    <CSPProvider disableStyleElements>
      <Dialog.Root open onOpenChange={(open) => open || onClose()}>
        <Dialog.Portal>
          <Dialog.Backdrop className={styles.backdrop} />
          <Dialog.Viewport className={styles.viewport}>
            <Dialog.Popup className={styles.popup} aria-label="Search and commands" initialFocus={field}>
              <Autocomplete.Root
                open
                inline
                mode="list"
                filter={null}
                items={groups}
                itemToStringValue={(item: PaletteItem) => item.title}
                autoHighlight="always"
                keepHighlight
                value={text}
                onValueChange={(value, { reason }) => reason !== "item-press" && setText(value)}
                onItemHighlighted={(item) => {
                  highlighted.current = item
                }}
              >
                <div className={styles.field} onKeyDownCapture={openBeside}>
                  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                    <path
                      d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4l3.6 3.6"
                      fill="none"
                      stroke="currentColor"
                      strokeWidth="1.5"
                    />
                  </svg>
                  <Autocomplete.Input
                    ref={field}
                    className={styles.input}
                    aria-label="Search and commands"
                    placeholder="Alert, metric, exporter, or what to do"
                    maxLength={200}
                    autoCapitalize="none"
                    spellCheck={false}
                  />
                  <Dialog.Close className={styles.close}>
                    <span className="sr">Close</span>
                    <kbd>Esc</kbd>
                  </Dialog.Close>
                </div>
                <Autocomplete.List className={styles.list}>
                  {(group: (typeof groups)[number]) => (
                    <Autocomplete.Group key={group.title} items={group.items} className={styles.group}>
                      <Autocomplete.GroupLabel className={styles.label}>{group.title}</Autocomplete.GroupLabel>
                      <Autocomplete.Collection>
                        {(item: PaletteItem) => <PaletteRow key={item.id} item={item} onChoose={() => choose(item)} />}
                      </Autocomplete.Collection>
                    </Autocomplete.Group>
                  )}
                </Autocomplete.List>
                <p className={styles.foot}>
                  <span role="status">
                    {said || (failed ? "Suggestions could not be loaded; searching works." : "")}
                  </span>
                  <span className={styles.hint} aria-hidden="true">
                    <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Ctrl Enter</kbd> in a new tab
                  </span>
                </p>
              </Autocomplete.Root>
            </Dialog.Popup>
          </Dialog.Viewport>
        </Dialog.Portal>
      </Dialog.Root>
    </CSPProvider>
  )
}

function useSuggester(): { suggest?: Suggester; failed: boolean } {
  const [state, setState] = useState<{ suggest?: Suggester; failed: boolean }>({ failed: false })
  useEffect(() => {
    loadSuggester().then(
      (suggest) => setState({ suggest, failed: false }),
      () => setState({ failed: true }),
    )
  }, [])
  return state
}

function hrefOf(item: PaletteItem): string | undefined {
  if (item.kind !== "action") return item.href
  return "href" in item.action ? item.action.href : undefined
}

async function copied(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text)
    return "Link copied"
  } catch {
    return "The browser does not allow copying"
  }
}
