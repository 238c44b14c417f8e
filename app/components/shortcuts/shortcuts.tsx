"use client"

import { useRouter } from "next/navigation"
import { lazy, Suspense, useEffect, useState } from "react"
import { type Shortcut, shortcutOf } from "./keys"
import { focusSearch, walk } from "./walk"

const Palette = lazy(async () => ({ default: (await import("../palette/palette")).Palette }))
const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog")).KeysDialog }))

/** How long "g" waits for the second key, in milliseconds. */
const GO_WAIT = 1_000

/** Listens to the keys of the whole site; the dialogs that they open are loaded when they are opened for the first time. */
export function Shortcuts() {
  const router = useRouter()
  const [open, setOpen] = useState<"palette" | "keys">()
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY
    function act(shortcut: Shortcut): boolean {
      if (shortcut.does === "search") return focusSearch()
      if (shortcut.does === "next") return walk(1)
      if (shortcut.does === "previous") return walk(-1)
      if (shortcut.does === "go") router.push(shortcut.href as never)
      else if (shortcut.does !== "begin-go") setOpen(shortcut.does)
      return true
    }
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return
      const going = event.timeStamp - wentAt < GO_WAIT
      // Within a shadow root, as of an editor, the target is only the root’s host.
      const shortcut = shortcutOf(event, isField(event.composedPath()[0]), going)
      wentAt = shortcut?.does === "begin-go" ? event.timeStamp : Number.NEGATIVE_INFINITY
      // In a dialog its own keys are the only ones.
      if (!shortcut || document.querySelector("[role=dialog]")) return
      if (act(shortcut)) event.preventDefault()
    }
    function onClick(event: MouseEvent): void {
      const opener = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-opens]") : null
      const what = opener?.dataset.opens
      if (what === "palette" || what === "keys") setOpen(what)
    }
    document.addEventListener("keydown", onKey)
    document.addEventListener("click", onClick)
    return () => {
      document.removeEventListener("keydown", onKey)
      document.removeEventListener("click", onClick)
    }
  }, [router])
  if (open === undefined) return null
  const close = () => setOpen(undefined)
  return (
    <Suspense>
      {open === "palette" ? <Palette onClose={close} onKeys={() => setOpen("keys")} /> : <KeysDialog onClose={close} />}
    </Suspense>
  )
}

function isField(target: EventTarget | null | undefined): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null
}
