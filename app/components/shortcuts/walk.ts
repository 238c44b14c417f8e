/** Goes to the search box that is on screen. Whether there is one. */
export function focusSearch(): boolean {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-search-box]")]
  const box = boxes.findLast((input) => input.checkVisibility({ visibilityProperty: true }))
  box?.focus()
  box?.select()
  return box !== undefined
}

/** Moves the focus to the next (1) or previous (-1) result on the page; to the first one from elsewhere. Whether there is one. */
export function walk(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>("[data-result]")]
  const now = links.indexOf(document.activeElement as HTMLElement)
  const next = now === -1 ? links[0] : links[now + step]
  next?.focus()
  next?.scrollIntoView({ block: "nearest" })
  return links.length > 0
}
