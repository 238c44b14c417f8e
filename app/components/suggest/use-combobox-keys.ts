import { type RefObject, useCallback, useEffect, useState } from "react"

/** The state of a field with a list of options below it. `active` is the number of the chosen option, -1 for the field itself. */
interface Combobox {
  text: string
  shown: boolean
  active: number
  setActive: (active: number) => void
  close: () => void
}

/**
 * Makes a field that is there already a combobox, as the ARIA practices describe it: arrows walk through the links of the
 * list, Enter opens one, with Ctrl or ⌘ in a new tab, Esc closes. Without a chosen option every key does what it does anyway.
 */
export function useComboboxKeys(box: HTMLInputElement, list: RefObject<HTMLElement | null>, id: string): Combobox {
  const [text, setText] = useState("")
  const [shown, setShown] = useState(false)
  const [active, setActive] = useState(-1)
  const close = useCallback(() => setShown(false), [])

  useEffect(() => {
    // What was typed while this was being loaded.
    setText(box.value)
    setShown(box.value !== box.defaultValue && document.activeElement === box)
  }, [box])

  useEffect(() => {
    const options = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>("[role=option]") ?? [])]
    function onInput(): void {
      setText(box.value)
      setActive(-1)
      setShown(true)
    }
    function onKey(event: KeyboardEvent): void {
      const rows = options()
      if (event.isComposing || rows.length === 0) return
      if (event.key === "Escape") setShown(false)
      else if (event.key === "ArrowDown") setActive(active + 1 < rows.length ? active + 1 : -1)
      else if (event.key === "ArrowUp") setActive(active < 0 ? rows.length - 1 : active - 1)
      else if (event.key === "Enter" && rows[active]) open(rows[active], event.ctrlKey || event.metaKey)
      else return
      event.preventDefault()
    }
    box.addEventListener("input", onInput)
    box.addEventListener("keydown", onKey)
    box.addEventListener("blur", close)
    box.form?.addEventListener("submit", close)
    return () => {
      box.removeEventListener("input", onInput)
      box.removeEventListener("keydown", onKey)
      box.removeEventListener("blur", close)
      box.form?.removeEventListener("submit", close)
    }
  }, [box, list, active, close])

  // After every rendering: whether there is a list is known only then.
  useEffect(() => {
    box.role = "combobox"
    box.setAttribute("aria-autocomplete", "list")
    box.setAttribute("aria-haspopup", "listbox")
    box.setAttribute("aria-expanded", String(list.current !== null))
    if (list.current) box.setAttribute("aria-controls", id)
    else box.removeAttribute("aria-controls")
    if (list.current && active >= 0) box.setAttribute("aria-activedescendant", `${id}-${active}`)
    else box.removeAttribute("aria-activedescendant")
  })
  return { text, shown, active, setActive, close }
}

function open(row: HTMLElement, beside: boolean): void {
  if (beside && row instanceof HTMLAnchorElement) window.open(row.href, "_blank", "noopener")
  else row.click()
}
