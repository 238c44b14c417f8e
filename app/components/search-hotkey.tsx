"use client"

import { useEffect } from "react"

/** Makes "/" jump to the search box that is on screen. */
export function SearchHotkey() {
  useEffect(() => {
    document.addEventListener("keydown", focusSearch)
    return () => document.removeEventListener("keydown", focusSearch)
  }, [])
  return null
}

function focusSearch(event: KeyboardEvent): void {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-search-box]")]
  const box = boxes.findLast((input) => input.checkVisibility({ visibilityProperty: true }))
  if (!box) return
  event.preventDefault()
  box.focus()
  box.select()
}
